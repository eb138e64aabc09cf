package io.github.dynamocached.expression;

import io.github.dynamocached.load.DynamoDbWrites;
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
 * The attributes of an entity that the DynamoDB client generates on a write, such as a version. Neither the entity that a
 * method was given nor one that it has read before has the new values. So a put stores a result only if an item with the same
 * values was seen to be written.
 */
public final class GeneratedAttributes {

    private static final Logger log = LoggerFactory.getLogger(GeneratedAttributes.class);

    private final Place place;
    private final EntityKeys entities;
    private final Set<String> names;
    private final AtomicBoolean reported = new AtomicBoolean();

    private GeneratedAttributes(Place place, EntityKeys entities, Set<String> names) {
        this.place = place;
        this.entities = entities;
        this.names = names;
    }

    /**
     * The generated attributes of a type, null for none.
     *
     * @param type the type of the result
     * @param entities knows the attributes of entities
     * @param place where the annotation stands, for messages
     * @return what is generated, or null
     */
    public static @Nullable GeneratedAttributes of(Type type, EntityKeys entities, Place place) {
        if (!(type instanceof Class<?> entity) || !entities.isEntity(entity)) {
            return null;
        }
        Set<String> names = entities.generatedBy(entity);
        return names.isEmpty() ? null : new GeneratedAttributes(place, entities, names);
    }

    /** Logs at the start what is stored. */
    public void announce() {
        log.info(
                "{}: the DynamoDB client generates {} when it writes. The result is stored only if it has the"
                        + " written values, like the result of updateItem. Otherwise the key is evicted.",
                place,
                names.stream().sorted().toList());
    }

    /**
     * Records what the current thread writes from now on.
     *
     * @return what watches the writes; the caller closes it on the same thread
     */
    public DynamoDbWrites begin() {
        return DynamoDbWrites.begin();
    }

    /**
     * Whether a result has the generated values. Warns once if not.
     *
     * @param result what the method returned
     * @param written the items that its writes left in the table
     * @return true if the result has them
     */
    public boolean areIn(Object result, Collection<Map<String, ?>> written) {
        if (written.stream().anyMatch(item -> entities.isAsWritten(result, item))) {
            return true;
        }
        if (reported.compareAndSet(false, true)) {
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
