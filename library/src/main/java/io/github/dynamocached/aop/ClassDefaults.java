package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * What a {@code @DynamoCacheConfig} says for the methods of a class.
 *
 * @param cache the cache of methods that name none, empty for none
 * @param ttl the time to live of values of that cache, empty for none
 * @param staleWhileRevalidate the window after it, empty for none
 * @param missing what is wrong with a method that names no cache, and what to do
 */
record ClassDefaults(String cache, String ttl, String staleWhileRevalidate, String missing) {

    private static final ClassDefaults NONE = new ClassDefaults(
            "", "", "", "it names no cache. Set cache, or annotate the class with @DynamoCacheConfig.");

    /**
     * The defaults of a method.
     *
     * @param source the method that is annotated, which may be that of an interface
     * @param problems gets what cannot be read of the annotation
     */
    static ClassDefaults of(
            Class<?> beanClass, Method source, UnaryOperator<@Nullable String> placeholders, Problems problems) {
        List<MergedAnnotation<DynamoCacheConfig>> found = nearest(beanClass, source.getDeclaringClass());
        if (found.isEmpty()) {
            return NONE;
        }
        if (found.size() > 1) {
            String types = found.stream()
                    .map(one -> ClassUtils.getShortName(typeOf(one, beanClass)))
                    .collect(Collectors.joining(" and "));
            return new ClassDefaults(
                    "",
                    "",
                    "",
                    "it names no cache, and the interfaces " + types
                            + " have different @DynamoCacheConfig. Set cache, or"
                            + " annotate the class with @DynamoCacheConfig.");
        }
        MergedAnnotation<DynamoCacheConfig> config = found.get(0);
        Place place = Place.of(DynamoCacheConfig.class, typeOf(config, beanClass));
        return read(new WrittenAnnotation(config, place, placeholders, problems));
    }

    /** Whether a class has the annotation itself. */
    static boolean areOn(Class<?> type) {
        return MergedAnnotations.from(type).isPresent(DynamoCacheConfig.class);
    }

    private static List<MergedAnnotation<DynamoCacheConfig>> nearest(Class<?> beanClass, Class<?> declaring) {
        MergedAnnotation<DynamoCacheConfig> ofClass =
                MergedAnnotations.from(beanClass, SearchStrategy.SUPERCLASS).get(DynamoCacheConfig.class);
        if (ofClass.isPresent()) {
            return List.of(ofClass);
        }
        List<MergedAnnotation<DynamoCacheConfig>> ofDeclaring = mostSpecific(declaring);
        return ofDeclaring.isEmpty() ? mostSpecific(beanClass) : ofDeclaring;
    }

    private static List<MergedAnnotation<DynamoCacheConfig>> mostSpecific(Class<?> type) {
        return MostSpecific.of(
                MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).stream(DynamoCacheConfig.class)
                        .toList(),
                config -> typeOf(config, type));
    }

    private static Class<?> typeOf(MergedAnnotation<DynamoCacheConfig> config, Class<?> otherwise) {
        return config.getSource() instanceof Class<?> annotated ? annotated : otherwise;
    }

    private static ClassDefaults read(WrittenAnnotation config) {
        if (config.isBlank("cache")) {
            config.problems().add(config.place() + ": it names no cache. Set cache.");
        }
        return new ClassDefaults(
                config.text("cache"),
                duration(config, "ttl", Duration.ofMillis(1)),
                duration(config, "staleWhileRevalidate", Duration.ZERO),
                "");
    }

    private static String duration(WrittenAnnotation config, String attribute, Duration least) {
        String text = config.text(attribute);
        config.problems().check(() -> SlotsCompiler.duration(attribute, text, least, config.place()));
        return text;
    }
}
