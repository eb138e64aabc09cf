package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ClassUtils;

/** Finds what is written on a method, on the methods it overrides and on those it implements. */
final class OperationParser {

    private final UnaryOperator<@Nullable String> placeholders;

    /**
     * A parser.
     *
     * @param placeholders resolves the placeholders of an attribute
     */
    OperationParser(UnaryOperator<@Nullable String> placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * The operations of a method.
     *
     * @param method the most specific method, not a bridge
     * @param beanClass the class of the bean
     */
    Operations parse(Method method, Class<?> beanClass) {
        Operations found = parse(method, method, beanClass);
        if (!found.isEmpty() || method.getDeclaringClass().isInterface()) {
            return found;
        }
        for (Class<?> type : ClassUtils.getAllInterfacesForClassAsSet(beanClass)) {
            Method implemented = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
            Operations inherited = implemented == null ? found : parse(implemented, method, beanClass);
            if (!inherited.isEmpty()) {
                return inherited;
            }
        }
        return found;
    }

    private Operations parse(Method searched, Method method, Class<?> beanClass) {
        MergedAnnotations annotations = MergedAnnotations.from(
                searched, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables());
        MergedAnnotation<DynamoCached> cached = annotations.get(DynamoCached.class);
        List<MergedAnnotation<DynamoEvict>> evicts =
                annotations.stream(DynamoEvict.class).toList();
        return new Operations(
                cached.isPresent() ? cached(cached, method, beanClass) : null,
                evicts.stream()
                        .filter(evict ->
                                evict.getAggregateIndex() == evicts.get(0).getAggregateIndex())
                        .map(evict -> evict(evict, method, beanClass))
                        .toList());
    }

    private CachedOperation cached(MergedAnnotation<DynamoCached> found, Method method, Class<?> beanClass) {
        Place place = Place.of(DynamoCached.class, beanClass, method);
        return new CachedOperation(
                place,
                sourceOf(found, method),
                cacheName(found, place),
                text(found, "key", place),
                text(found, "variant", place),
                text(found, "condition", place),
                text(found, "unless", place),
                text(found, "ttl", place),
                text(found, "staleWhileRevalidate", place));
    }

    private EvictOperation evict(MergedAnnotation<DynamoEvict> found, Method method, Class<?> beanClass) {
        Place place = Place.of(DynamoEvict.class, beanClass, method);
        return new EvictOperation(
                place,
                sourceOf(found, method),
                cacheName(found, place),
                text(found, "key", place),
                text(found, "condition", place));
    }

    private static Method sourceOf(MergedAnnotation<?> found, Method method) {
        return found.getSource() instanceof Method source ? source : method;
    }

    private String cacheName(MergedAnnotation<? extends Annotation> found, Place place) {
        String name = text(found, "cache", place);
        if (name.isEmpty()) {
            throw place.misuse("it names no cache. Set cache.");
        }
        return name;
    }

    private String text(MergedAnnotation<?> found, String attribute, Place place) {
        String written = found.getString(attribute).strip();
        if (!written.contains("${")) {
            return written;
        }
        String resolved = resolve(written);
        if (resolved == null || resolved.contains("${")) {
            throw place.misuse(attribute + " \"" + written
                    + "\" has a placeholder without a value. Set the property or write a default, as in"
                    + " \"${name:default}\".");
        }
        return resolved.strip();
    }

    /** Null where a placeholder has no value; without a configurer for them Spring leaves it as it is. */
    private @Nullable String resolve(String written) {
        try {
            return placeholders.apply(written);
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
    }
}
