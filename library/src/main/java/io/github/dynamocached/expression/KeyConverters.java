package io.github.dynamocached.expression;

import io.github.dynamocached.Failures;
import io.github.dynamocached.KeyConverter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The converters of an application, applied to the parts of keys and to their contents. A record without a converter is
 * replaced by its components: a single component is the part itself. Several are a list, or the parts of the key if the
 * record is the whole key.
 */
public final class KeyConverters {

    private final List<KeyConverter<?>> converters;
    private final boolean none;
    private final ConcurrentMap<Class<?>, Optional<KeyConverter<?>>> byClass = new ConcurrentHashMap<>();

    /**
     * The converters of one context.
     *
     * @param converters the converters, in their order of precedence
     */
    public KeyConverters(List<KeyConverter<?>> converters) {
        this.converters = List.copyOf(converters);
        this.none = converters.isEmpty();
    }

    /**
     * The same parts, converted.
     *
     * @param parts the parts of a key
     * @return the parts that the key is made of
     * @throws IllegalArgumentException if a record cannot be read; the message holds no value
     */
    public List<?> converted(List<?> parts) {
        if (none && !holdRecord(parts)) {
            return parts;
        }
        Object whole = parts.size() == 1 ? contentOf(parts.get(0)) : null;
        if (whole instanceof Record value && !areFor(value.getClass())) {
            return elements(Records.partsOf(value), new ArrayList<>());
        }
        return elements(parts, new ArrayList<>());
    }

    /** Whether an application has none. */
    boolean areNone() {
        return none;
    }

    private static @Nullable Object contentOf(@Nullable Object part) {
        return part instanceof Optional<?> optional ? optional.orElse(null) : part;
    }

    private static boolean holdRecord(Iterable<?> parts) {
        for (Object part : parts) {
            if (isOrHoldsRecord(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrHoldsRecord(@Nullable Object part) {
        return part instanceof Record
                || (part instanceof Collection<?> elements && holdRecord(elements))
                || (part instanceof Object[] array && holdRecord(Arrays.asList(array)))
                || (part instanceof Optional<?> optional && isOrHoldsRecord(optional.orElse(null)));
    }

    /** Whether values of a type have a converter, so that their parts are not known before a call. */
    boolean areFor(Class<?> type) {
        return find(type).isPresent();
    }

    /** Whether values of a type or of a subtype have a converter. */
    boolean mayConvert(Class<?> type) {
        return areFor(type) || converters.stream().anyMatch(converter -> type.isAssignableFrom(converter.type()));
    }

    private @Nullable Object converted(@Nullable Object part) {
        if (part == null) {
            return null;
        }
        Optional<KeyConverter<?>> converter = find(part.getClass());
        if (converter.isPresent()) {
            return converted(part, converter.get());
        }
        if (part instanceof Record value) {
            List<@Nullable Object> parts = elements(Records.partsOf(value), new ArrayList<>());
            return parts.size() == 1 ? parts.get(0) : parts;
        }
        if (part instanceof Set<?> set) {
            return elements(set, new LinkedHashSet<>());
        }
        if (part instanceof Collection<?> collection) {
            return elements(collection, new ArrayList<>());
        }
        if (part instanceof Object[] array) {
            return elements(Arrays.asList(array), new ArrayList<>());
        }
        return part instanceof Optional<?> optional ? converted(optional.orElse(null)) : part;
    }

    private <C extends Collection<@Nullable Object>> C elements(Collection<?> from, C target) {
        for (Object element : from) {
            target.add(converted(element));
        }
        return target;
    }

    private static <T> Object converted(Object part, KeyConverter<T> converter) {
        return converter.partOf(converter.type().cast(part));
    }

    private Optional<KeyConverter<?>> find(Class<?> type) {
        Optional<KeyConverter<?>> known = byClass.get(type);
        return known == null ? byClass.computeIfAbsent(type, this::search) : known;
    }

    private Optional<KeyConverter<?>> search(Class<?> type) {
        KeyConverter<?> nearest = null;
        for (KeyConverter<?> converter : converters) {
            if (converter.type() == type) {
                return Optional.of(converter);
            }
            if (nearest == null && converter.type().isAssignableFrom(type)) {
                nearest = converter;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The components of records in order. Their accessors are found once per class. */
    private static final class Records {

        private static final ClassValue<List<MethodHandle>> ACCESSORS = new ClassValue<>() {
            @Override
            protected List<MethodHandle> computeValue(Class<?> type) {
                return accessorsOf(type);
            }
        };

        private Records() {}

        /**
         * The values of the components.
         *
         * @throws IllegalArgumentException if one cannot be read; the message holds no value
         */
        static List<@Nullable Object> partsOf(Record value) {
            List<MethodHandle> accessors = ACCESSORS.get(value.getClass());
            List<@Nullable Object> parts = new ArrayList<>(accessors.size());
            for (MethodHandle accessor : accessors) {
                parts.add(read(accessor, value));
            }
            return parts;
        }

        @SuppressWarnings("ThrowSpecificExceptions")
        private static @Nullable Object read(MethodHandle accessor, Record value) {
            try {
                return accessor.invokeExact(value);
            } catch (Throwable failure) {
                throw new IllegalArgumentException("A component of the record "
                        + value.getClass().getName() + " cannot be read, because its accessor throws "
                        + Failures.nameOf(failure) + ".");
            }
        }

        private static List<MethodHandle> accessorsOf(Class<?> type) {
            List<MethodHandle> accessors = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.add(accessorOf(component.getAccessor(), type));
            }
            return List.copyOf(accessors);
        }

        private static MethodHandle accessorOf(Method accessor, Class<?> type) {
            try {
                accessor.setAccessible(true);
                MethodHandle handle = MethodHandles.lookup().unreflect(accessor);
                return handle.asType(
                        handle.type().changeReturnType(Object.class).changeParameterType(0, Record.class));
            } catch (IllegalAccessException | RuntimeException closed) {
                throw new IllegalArgumentException(
                        "The components of the record " + type.getName()
                                + " cannot be read. Open its package to this library, or define a KeyConverter bean for it.",
                        closed);
            }
        }
    }
}
