package io.github.dynamocached.aop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * Which of several interfaces speaks for a class. Spring's order is that of {@code implements}, which nobody means as a
 * choice. So an interface counts more than those that it extends, and interfaces that do not agree leave it open.
 */
final class MostSpecific {

    private MostSpecific() {}

    /**
     * The annotations that count.
     *
     * @param nearestFirst annotations of one type, the nearest one first
     * @param type the type that an annotation is written in
     * @return those of the nearest class; or those of one interface; or those of all interfaces that do not agree
     */
    static <A extends MergedAnnotation<?>> List<A> of(List<A> nearestFirst, Function<A, Class<?>> type) {
        if (nearestFirst.isEmpty() || !type.apply(nearestFirst.get(0)).isInterface()) {
            return ofType(nearestFirst, nearestFirst.isEmpty() ? Object.class : type.apply(nearestFirst.get(0)), type);
        }
        List<? extends Class<?>> interfaces = nearestFirst.stream()
                .map(type)
                .filter(Class::isInterface)
                .distinct()
                .toList();
        List<? extends Class<?>> open = interfaces.stream()
                .filter(one -> interfaces.stream().noneMatch(other -> one != other && one.isAssignableFrom(other)))
                .toList();
        List<A> first = ofType(nearestFirst, open.get(0), type);
        boolean agree = open.stream()
                .allMatch(one -> attributes(ofType(nearestFirst, one, type)).equals(attributes(first)));
        return agree
                ? first
                : nearestFirst.stream()
                        .filter(annotation -> open.contains(type.apply(annotation)))
                        .toList();
    }

    private static <A> List<A> ofType(List<A> annotations, Class<?> wanted, Function<A, Class<?>> type) {
        return annotations.stream()
                .filter(annotation -> type.apply(annotation) == wanted)
                .toList();
    }

    private static List<Map<String, Object>> attributes(List<? extends MergedAnnotation<?>> annotations) {
        return annotations.stream().map(MostSpecific::attributes).toList();
    }

    private static Map<String, Object> attributes(MergedAnnotation<?> annotation) {
        return annotation.asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> attribute.getValue() instanceof Object[] many
                                ? Arrays.asList(many)
                                : attribute.getValue()));
    }
}
