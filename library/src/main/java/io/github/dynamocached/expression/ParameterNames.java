package io.github.dynamocached.expression;

import io.github.dynamocached.deferred.Suspending;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;

/**
 * The parameters of a method as variables. Their names are the positions, the names in the class of the bean, and the names
 * where the annotation is written.
 */
public final class ParameterNames {

    private static final ParameterNameDiscoverer DISCOVERER = new DefaultParameterNameDiscoverer();

    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * The names of the parameters of one method.
     *
     * @param method the annotated method
     * @param source the method whose class file has the names
     */
    public ParameterNames(Method method, Method source) {
        for (int i = 0; i < Suspending.parametersOf(method); i++) {
            indices.put("p" + i, i);
            indices.put("a" + i, i);
        }
        addNamesOf(method);
        if (!method.equals(source)) {
            addNamesOf(source);
        }
    }

    private void addNamesOf(Method method) {
        @Nullable String[] discovered = DISCOVERER.getParameterNames(method);
        if (discovered == null) {
            return;
        }
        for (int i = 0; i < Math.min(discovered.length, Suspending.parametersOf(method)); i++) {
            String name = discovered[i];
            if (name != null) {
                indices.put(name, i);
                names.add("#" + name);
            }
        }
    }

    /**
     * The position of a variable, null if no parameter has the name.
     *
     * @param variable the name of a variable, without {@code #}
     * @return the index from 0, or null if no parameter is called so
     */
    @Nullable
    public Integer indexOf(String variable) {
        return indices.get(variable);
    }

    /** Makes the arguments of a call known to an expression that uses some names. */
    void bind(@Nullable Object[] arguments, Iterable<String> used, EvaluationContext context) {
        for (String name : used) {
            Integer index = indices.get(name);
            if (index != null) {
                context.setVariable(name, arguments[index]);
            }
        }
    }

    /** The names as they are written in expressions, empty if the class was compiled without {@code -parameters}. */
    Set<String> names() {
        return names;
    }

    /** Whether the method has no parameters. */
    boolean isEmpty() {
        return indices.isEmpty();
    }
}
