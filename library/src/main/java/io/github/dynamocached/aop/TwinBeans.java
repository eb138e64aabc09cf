package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Beans that share a cached method, of one class or of classes that inherit it. They differ in what they were made with,
 * such as their tables, and one would be given what the other has read.
 */
final class TwinBeans {

    private static final Pattern BEAN = Pattern.compile("#root\\.target\\b|(^|[^#.\\w])target\\b");

    private final Map<Method, List<String>> names = new LinkedHashMap<>();
    private final Map<Method, AnnotatedMethod> found = new LinkedHashMap<>();

    /**
     * Looks at beans.
     *
     * @param classes the class of each bean by its name
     */
    TwinBeans(Map<String, Class<?>> classes, AnnotatedMethods methods) {
        classes.forEach((name, type) -> methods.in(type).forEach((method, annotated) -> {
            names.computeIfAbsent(method, unused -> new ArrayList<>()).add(name);
            found.putIfAbsent(method, annotated);
        }));
    }

    /** Refuses what they read under the same keys, unless that is meant. */
    void check(Problems problems) {
        names.forEach((method, beans) -> {
            AnnotatedMethod annotated = found.get(method);
            Operations.Cached cached =
                    annotated == null ? null : annotated.operations().cached();
            if (beans.size() > 1 && cached != null && !isMeant(cached)) {
                problems.add(cached.place() + ": the beans "
                        + beans.stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                        + " share it and the cache '" + cached.cache()
                        + "', so one is given what another has read. Write into the key what tells them apart, as in"
                        + " \"{#root.target.region, #id}\". Set shared = true if they read the same items.");
            }
        });
    }

    private static boolean isMeant(Operations.Cached cached) {
        DynamoCached written = AnnotatedElementUtils.findMergedAnnotation(cached.source(), DynamoCached.class);
        return (written != null && written.shared())
                || BEAN.matcher(cached.key()).find()
                || BEAN.matcher(cached.variant()).find();
    }
}
