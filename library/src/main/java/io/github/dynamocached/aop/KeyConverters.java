package io.github.dynamocached.aop;

import io.github.dynamocached.cache.KeyConverter;
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

/** The converters of an application, applied to the parts of keys and to what these hold. */
final class KeyConverters {

    private final List<KeyConverter<?>> converters;
    private final ConcurrentMap<Class<?>, Optional<KeyConverter<?>>> byClass = new ConcurrentHashMap<>();

    KeyConverters(List<KeyConverter<?>> converters) {
        this.converters = List.copyOf(converters);
    }

    /** The same parts, converted where an application does so. */
    KeyParts around(KeyParts parts) {
        return converters.isEmpty() ? parts : new Converted(parts);
    }

    /** The same parts, converted. */
    List<?> converted(List<?> parts) {
        return converters.isEmpty() ? parts : elements(parts, new ArrayList<>());
    }

    /** Whether some converter is for values of a type, so that nobody knows what their parts are like. */
    boolean areFor(Class<?> type) {
        return find(type).isPresent();
    }

    private final class Converted implements KeyParts {

        private final KeyParts parts;

        Converted(KeyParts parts) {
            this.parts = parts;
        }

        @Override
        public List<?> partsFor(Call call) {
            return converted(parts.partsFor(call));
        }

        @Override
        public boolean needsResult() {
            return parts.needsResult();
        }
    }

    private @Nullable Object converted(@Nullable Object part) {
        if (part == null) {
            return null;
        }
        Optional<KeyConverter<?>> converter = find(part.getClass());
        if (converter.isPresent()) {
            return converted(part, converter.get());
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
}
