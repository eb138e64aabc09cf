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

/** Finds the annotations of a method, of the methods that it overrides and of those that it implements. */
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
                cached.isPresent() ? new Attributes(cached, method, beanClass, problems).cached() : null,
                nearest(annotations, DynamoPut.class).stream()
                        .map(put -> new Attributes(put, method, beanClass, problems).put())
                        .toList(),
                nearest(annotations, DynamoEvict.class).stream()
                        .map(evict -> new Attributes(evict, method, beanClass, problems).evict())
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

    /** Null where a placeholder has no value; without a configurer for them Spring leaves it as it is. */
    private @Nullable String resolve(String written) {
        try {
            return placeholders.apply(written);
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
    }

    /** The attributes of one annotation. Attributes that cannot be read are empty. */
    private final class Attributes {

        private final MergedAnnotation<?> annotation;
        private final Place place;
        private final Method source;
        private final Problems problems;

        Attributes(
                MergedAnnotation<? extends Annotation> annotation,
                Method method,
                Class<?> beanClass,
                Problems problems) {
            this.annotation = annotation;
            this.place = Place.of(annotation.getType(), beanClass, method);
            this.source = annotation.getSource() instanceof Method written ? written : method;
            this.problems = problems;
        }

        Operations.Cached cached() {
            return operation(text("keys"), text("itemKey"), annotation.getEnum("missing", Missing.class), fields());
        }

        Operations.Cached put() {
            return operation("", "", Missing.BY_RESULT, null);
        }

        private Operations.Cached operation(
                String keys, String itemKey, Missing missing, Operations.@Nullable Fields fields) {
            return new Operations.Cached(
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
                    fields);
        }

        Operations.Evict evict() {
            return new Operations.Evict(
                    place,
                    source,
                    cacheName(),
                    text("key"),
                    text("keys"),
                    annotation.getBoolean("allEntries"),
                    text("condition"));
        }

        private String cacheName() {
            if (annotation.getString("cache").isBlank()) {
                problems.add(place + ": it names no cache. Set cache.");
            }
            return text("cache");
        }

        private Operations.@Nullable Fields fields() {
            Class<?> entity = annotation.getClass("entity");
            List<String> names = Stream.of(annotation.getStringArray("fields"))
                    .map(field -> text("fields", field.strip()))
                    .toList();
            boolean isWhole = names.isEmpty() && entity == void.class;
            return isWhole ? null : new Operations.Fields(names, entity == void.class ? null : entity);
        }

        private String text(String attribute) {
            return text(attribute, annotation.getString(attribute).strip());
        }

        private String text(String attribute, String written) {
            if (!written.contains("${")) {
                return written;
            }
            String resolved = resolve(written);
            if (resolved == null || resolved.contains("${")) {
                problems.add(place + ": " + attribute + " \"" + written
                        + "\" has a placeholder without a value. Set the property, or write a default, for example"
                        + " \"${name:default}\".");
                return "";
            }
            return resolved.strip();
        }
    }
}
