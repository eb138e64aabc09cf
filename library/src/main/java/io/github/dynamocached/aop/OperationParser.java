package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.Missing;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
        Problems problems = new Problems();
        return new Operations(
                cached.isPresent() ? cached(cached, method, beanClass, problems) : null,
                nearest(annotations, DynamoPut.class).stream()
                        .map(put -> put(put, method, beanClass, problems))
                        .toList(),
                nearest(annotations, DynamoEvict.class).stream()
                        .map(evict -> evict(evict, method, beanClass, problems))
                        .toList(),
                problems);
    }

    private static <A extends Annotation> List<MergedAnnotation<A>> nearest(
            MergedAnnotations annotations, Class<A> type) {
        List<MergedAnnotation<A>> all = annotations.stream(type).toList();
        return all.stream()
                .filter(one -> one.getAggregateIndex() == all.get(0).getAggregateIndex())
                .toList();
    }

    private CachedOperation cached(
            MergedAnnotation<DynamoCached> found, Method method, Class<?> beanClass, Problems problems) {
        Place place = Place.of(DynamoCached.class, beanClass, method);
        Attributes attributes = new Attributes(found, place, problems);
        return attributes.operation(
                sourceOf(found, method),
                attributes.text("keys"),
                attributes.text("itemKey"),
                found.getEnum("missing", Missing.class),
                attributes.part());
    }

    private CachedOperation put(
            MergedAnnotation<DynamoPut> found, Method method, Class<?> beanClass, Problems problems) {
        Place place = Place.of(DynamoPut.class, beanClass, method);
        Attributes attributes = new Attributes(found, place, problems);
        return attributes.operation(sourceOf(found, method), "", "", Missing.BY_RESULT, null);
    }

    private EvictOperation evict(
            MergedAnnotation<DynamoEvict> found, Method method, Class<?> beanClass, Problems problems) {
        Place place = Place.of(DynamoEvict.class, beanClass, method);
        Attributes attributes = new Attributes(found, place, problems);
        return new EvictOperation(
                place,
                sourceOf(found, method),
                attributes.cacheName(),
                attributes.text("key"),
                attributes.text("keys"),
                found.getBoolean("allEntries"),
                attributes.text("condition"));
    }

    private static Method sourceOf(MergedAnnotation<?> found, Method method) {
        return found.getSource() instanceof Method source ? source : method;
    }

    /** Null where a placeholder has no value; without a configurer for them Spring leaves it as it is. */
    private @Nullable String resolve(String written) {
        try {
            return placeholders.apply(written);
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
    }

    /** The attributes of one annotation. What cannot be read is empty. */
    private final class Attributes {

        private final MergedAnnotation<?> annotation;
        private final Place place;
        private final Problems problems;

        Attributes(MergedAnnotation<?> annotation, Place place, Problems problems) {
            this.annotation = annotation;
            this.place = place;
            this.problems = problems;
        }

        /** What reads and puts are written with alike, and what reads alone have. */
        CachedOperation operation(
                Method source, String keys, String itemKey, Missing missing, @Nullable PartOperation part) {
            return new CachedOperation(
                    place,
                    source,
                    cacheName(),
                    text("key"),
                    keys,
                    itemKey,
                    missing,
                    text("variant"),
                    text("condition"),
                    text("unless"),
                    text("ttl"),
                    text("staleWhileRevalidate"),
                    part);
        }

        String cacheName() {
            if (annotation.getString("cache").isBlank()) {
                problems.add(place + ": it names no cache. Set cache.");
            }
            return text("cache");
        }

        @Nullable
        PartOperation part() {
            Class<?> entity = annotation.getClass("entity");
            List<String> fields = Stream.of(annotation.getStringArray("fields"))
                    .map(field -> text("fields", field.strip()))
                    .toList();
            boolean isWhole = fields.isEmpty() && entity == void.class;
            return isWhole ? null : new PartOperation(fields, entity == void.class ? null : entity);
        }

        String text(String attribute) {
            return text(attribute, annotation.getString(attribute).strip());
        }

        private String text(String attribute, String written) {
            if (!written.contains("${")) {
                return written;
            }
            String resolved = resolve(written);
            if (resolved == null || resolved.contains("${")) {
                problems.add(place + ": " + attribute + " \"" + written
                        + "\" has a placeholder without a value. Set the property or write a default, as in"
                        + " \"${name:default}\".");
                return "";
            }
            return resolved.strip();
        }
    }
}
