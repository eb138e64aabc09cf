package io.github.dynamocached.aop;

import io.github.dynamocached.load.SeenWrites;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a put may store of an entity of which the database's client generates attributes. The entity that a method was given
 * does not have them, nor does one that it read before. So a result is stored only if an item was seen to be written that has
 * its very values.
 */
final class GeneratedAttributes {

    private static final Logger log = LoggerFactory.getLogger(GeneratedAttributes.class);

    private final Place place;
    private final EntityKeys entities;
    private final Set<String> names;
    private final AtomicBoolean told = new AtomicBoolean();

    private GeneratedAttributes(Place place, EntityKeys entities, Set<String> names) {
        this.place = place;
        this.entities = entities;
        this.names = names;
    }

    /** Those of a type, null where none are generated. */
    static @Nullable GeneratedAttributes of(Type type, EntityKeys entities, Place place) {
        if (!(type instanceof Class<?> entity) || !entities.isEntity(entity)) {
            return null;
        }
        Set<String> names = entities.generatedBy(entity);
        return names.isEmpty() ? null : new GeneratedAttributes(place, entities, names);
    }

    /** Says at the start what is going to happen. */
    void announce() {
        log.info(
                "{}: the DynamoDB client generates {} when it writes. The result is stored only if it has the"
                        + " written values, like the result of updateItem. Otherwise the key is evicted.",
                place,
                names.stream().sorted().toList());
    }

    /** Looks at what the current thread writes from now on. */
    SeenWrites begin() {
        return SeenWrites.begin();
    }

    /** Whether a result has what was generated; says once in the log if not. */
    boolean areIn(Object result, Collection<Map<String, ?>> written) {
        if (written.stream().anyMatch(item -> entities.isAsWritten(result, item))) {
            return true;
        }
        if (told.compareAndSet(false, true)) {
            log.warn(
                    "{}: its result was not stored and its key was evicted, because the result may lack the written"
                            + " values of {}, which the DynamoDB client generates. Return what updateItem"
                            + " returns, or use @DynamoEvict.",
                    place,
                    names.stream().sorted().toList());
        }
        return false;
    }
}
