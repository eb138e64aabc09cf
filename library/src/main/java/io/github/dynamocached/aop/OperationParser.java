package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.Missing;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
        Found found = new Found(List.of(annotationsOf(method)), method, beanClass);
        if (found.areAny() || method.getDeclaringClass().isInterface()) {
            return found.operations();
        }
        List<MergedAnnotations> implemented = new ArrayList<>();
        for (Class<?> type : ClassUtils.getAllInterfacesForClassAsSet(beanClass)) {
            Method ofInterface = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
            if (ofInterface != null) {
                implemented.add(annotationsOf(ofInterface));
            }
        }
        return new Found(implemented, method, beanClass).operations();
    }

    private static MergedAnnotations annotationsOf(Method method) {
        return MergedAnnotations.from(
                method, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables());
    }

    /** The annotations of one method, each type by itself. */
    private final class Found {

        private final List<MergedAnnotations> nearestFirst;
        private final Method method;
        private final Class<?> beanClass;
        private final Problems problems = new Problems();

        Found(List<MergedAnnotations> nearestFirst, Method method, Class<?> beanClass) {
            this.nearestFirst = nearestFirst;
            this.method = method;
            this.beanClass = beanClass;
        }

        boolean areAny() {
            return nearestFirst.stream()
                    .anyMatch(annotations -> annotations.isPresent(DynamoCached.class)
                            || annotations.isPresent(DynamoPut.class)
                            || annotations.isPresent(DynamoEvict.class));
        }

        Operations operations() {
            List<Operations.Cached> reads = all(DynamoCached.class, Attributes::cached);
            Operations operations = new Operations(
                    reads.isEmpty() ? null : reads.get(0),
                    all(DynamoPut.class, Attributes::put),
                    all(DynamoEvict.class, Attributes::evict),
                    problems);
            Combinations.check(operations);
            return operations;
        }

        private <A extends Annotation, T> List<T> all(Class<A> type, Function<Attributes, T> read) {
            List<MergedAnnotation<A>> all = nearestFirst.stream()
                    .flatMap(annotations -> annotations.stream(type))
                    .toList();
            List<MergedAnnotation<A>> counting =
                    MostSpecific.of(all, annotation -> sourceOf(annotation).getDeclaringClass());
            requireOneSource(counting);
            if (type == DynamoCached.class) {
                requireOne(counting);
            }
            return counting.stream()
                    .map(annotation -> read.apply(new Attributes(annotation)))
                    .toList();
        }

        private Method sourceOf(MergedAnnotation<?> annotation) {
            return annotation.getSource() instanceof Method written ? written : method;
        }

        private <A extends Annotation> void requireOneSource(List<MergedAnnotation<A>> counting) {
            String types = counting.stream()
                    .map(annotation ->
                            ClassUtils.getShortName(sourceOf(annotation).getDeclaringClass()))
                    .distinct()
                    .collect(Collectors.joining(" and "));
            if (types.contains(" and ")) {
                problems.add(placeOf(counting.get(0)) + ": the interfaces " + types
                        + " have different annotations of this type on the method. Annotate the method of the class.");
            }
        }

        private <A extends Annotation> void requireOne(List<MergedAnnotation<A>> counting) {
            if (counting.stream().map(this::sourceOf).distinct().count() == 1 && counting.size() > 1) {
                String written = counting.stream()
                        .map(annotation -> "@" + annotation.getRoot().getType().getSimpleName())
                        .collect(Collectors.joining(" and "));
                problems.add(placeOf(counting.get(0)) + ": " + written
                        + " both cache the results of the method. Remove one of them.");
            }
        }

        private Place placeOf(MergedAnnotation<?> annotation) {
            return Place.of(annotation.getType(), beanClass, method);
        }

        /** The attributes of one annotation, and the defaults of its class. */
        private final class Attributes {

            private final MergedAnnotation<?> annotation;
            private final Place place;
            private final Method source;
            private final WrittenAnnotation written;
            private final ClassDefaults defaults;
            private final String cache;

            Attributes(MergedAnnotation<?> annotation) {
                this.annotation = annotation;
                this.place = placeOf(annotation);
                this.source = sourceOf(annotation);
                this.written = new WrittenAnnotation(annotation, place, placeholders, problems);
                this.defaults = ClassDefaults.of(beanClass, source, placeholders, problems);
                this.cache = cacheName();
            }

            private String cacheName() {
                if (!written.isBlank("cache")) {
                    return written.text("cache");
                }
                if (!defaults.missing().isEmpty()) {
                    problems.add(place + ": " + defaults.missing());
                }
                return defaults.cache();
            }

            Operations.Cached cached() {
                return operation(
                        written.text("keys"),
                        written.text("itemKey"),
                        annotation.getEnum("missing", Missing.class),
                        fields(),
                        annotation.getBoolean("shared"));
            }

            Operations.Cached put() {
                return operation("", "", Missing.BY_RESULT, null, false);
            }

            private Operations.Cached operation(
                    String keys, String itemKey, Missing missing, Operations.@Nullable Fields fields, boolean shared) {
                return new Operations.Cached(
                        place,
                        source,
                        cache,
                        written.text("key"),
                        keys,
                        itemKey,
                        missing,
                        written.text("variant"),
                        written.text("condition"),
                        written.text("unless"),
                        lifetime("ttl", defaults.ttl()),
                        lifetime("staleWhileRevalidate", defaults.staleWhileRevalidate()),
                        fields,
                        shared);
            }

            /** The lifetime of one cache is no default for another. */
            private String lifetime(String attribute, String ofClass) {
                String ofMethod = written.text(attribute);
                return ofMethod.isEmpty() && cache.equals(defaults.cache()) ? ofClass : ofMethod;
            }

            Operations.Evict evict() {
                return new Operations.Evict(
                        place,
                        source,
                        cache,
                        written.text("key"),
                        written.text("keys"),
                        annotation.getBoolean("allEntries"),
                        written.text("condition"));
            }

            private Operations.@Nullable Fields fields() {
                Class<?> entity = annotation.getClass("entity");
                List<String> names = written.texts("fields");
                boolean isWhole = names.isEmpty() && entity == void.class;
                return isWhole ? null : new Operations.Fields(names, entity == void.class ? null : entity);
            }
        }
    }
}
