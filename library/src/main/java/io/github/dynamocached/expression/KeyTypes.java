package io.github.dynamocached.expression;

import io.github.dynamocached.store.EntityKeys;
import java.io.Serial;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Knows which types have values that can be parts of keys. An interface may have such values, because a record, an enum or a
 * text may implement it.
 *
 * @param entities knows which types are entities. An entity is a part only where its key replaces it
 * @param converters know which types of the application are converted
 */
public record KeyTypes(EntityKeys entities, KeyConverters converters) {

    private static final Set<Class<?>> WITH_TEXT = Set.of(
            CharSequence.class,
            Character.class,
            Boolean.class,
            Number.class,
            Enum.class,
            byte[].class,
            ByteBuffer.class,
            Date.class,
            UUID.class,
            TemporalAccessor.class,
            TemporalAmount.class);

    private static final Set<Class<?>> WITHOUT_TEXT = Set.of(Map.class, Iterator.class, BaseStream.class);

    /**
     * Refuses a type without any value that can be part of a key. Unknown types pass.
     *
     * @throws IllegalArgumentException if it is such a type; the message says what to do
     */
    void require(ResolvableType type) {
        require(type, new HashSet<>());
    }

    /**
     * Refuses a list of parts if no value of its element type can be a part. An entity can, because its key replaces it.
     *
     * @throws IllegalArgumentException if it is such a type; the message says what to do
     */
    void requireParts(ResolvableType list) {
        ResolvableType element = list.as(Iterable.class).getGeneric();
        Class<?> type = element.resolve();
        if (type != null && !entities.isEntity(type)) {
            require(element);
        }
    }

    private void require(ResolvableType type, Set<Class<?>> within) {
        Class<?> known = type.resolve();
        if (known == null || known == Object.class || hasText(known)) {
            return;
        }
        if (type.isArray()) {
            require(type.getComponentType(), within);
        } else if (Collection.class.isAssignableFrom(known)) {
            require(type.as(Collection.class).getGeneric(), within);
        } else if (known == Optional.class) {
            require(type.getGeneric(), within);
        } else if (known.isRecord() && !entities.isEntity(known)) {
            requireComponents(type, known, within);
        } else if (!mayHaveText(known)) {
            throw refusal(known);
        }
    }

    private boolean hasText(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        return WITH_TEXT.stream().anyMatch(text -> text.isAssignableFrom(boxed)) || converters.mayConvert(type);
    }

    private boolean mayHaveText(Class<?> type) {
        return Modifier.isInterface(type.getModifiers())
                && !entities.isEntity(type)
                && WITHOUT_TEXT.stream().noneMatch(without -> without.isAssignableFrom(type))
                && recordsOf(type).limit(2).count() < 2;
    }

    /** The records that a sealed type permits. Two records with equal components would have equal keys. */
    private static Stream<Class<?>> recordsOf(Class<?> type) {
        Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? Stream.empty()
                : Stream.of(permitted).flatMap(each -> each.isRecord() ? Stream.of(each) : recordsOf(each));
    }

    private void requireComponents(ResolvableType type, Class<?> known, Set<Class<?>> within) {
        RecordComponent[] components = known.getRecordComponents();
        if (components.length == 0) {
            throw refusal(known);
        }
        if (within.add(known)) {
            for (RecordComponent component : components) {
                require(ResolvableType.forType(component.getGenericType(), type), within);
            }
        }
    }

    private static Refused refusal(Class<?> type) {
        return new Refused("A value of type " + type.getName()
                + " cannot be part of a cache key. Use parts of it in key or variant, or define a KeyConverter bean"
                + " for the type.");
    }

    /** No value of a type can be part of a key. */
    public static final class Refused extends IllegalArgumentException {

        @Serial
        private static final long serialVersionUID = 1L;

        /**
         * A refusal.
         *
         * @param message says what is wrong and what to do
         */
        public Refused(String message) {
            super(message);
        }
    }
}
