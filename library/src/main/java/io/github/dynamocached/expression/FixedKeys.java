package io.github.dynamocached.expression;

import io.github.dynamocached.deferred.Suspending;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.util.ClassUtils;

/**
 * Finds the keys of a method that are the same whenever they are computed for a call, because they are made of nothing but
 * immutable arguments. A property, a bean, or an argument of a type that is not final is not fixed.
 *
 * @param method the method
 * @param names the names of its parameters
 */
public record FixedKeys(Method method, ParameterNames names, KeyShapes shapes, KeyConverters converters) {

    private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, UUID.class);
    private static final int DEEPEST_RECORD = 8;

    /**
     * Whether all arguments are immutable.
     *
     * @return true if no argument can change
     */
    public boolean areArguments() {
        return IntStream.range(0, Suspending.parametersOf(method)).allMatch(i -> isFixed(shapes.typeOf(i)));
    }

    /**
     * Whether an expression has the same value whenever it is evaluated for a call.
     *
     * @param evaluation gives the value that a key is made of
     * @param element the type of the element that the call is at, null if there is none or it is not known
     * @return true if the value stays the same
     */
    public boolean isFixed(Evaluation evaluation, @Nullable Class<?> element) {
        if (evaluation instanceof Evaluation.Argument argument) {
            return isFixed(shapes.typeOf(argument.index()));
        }
        if (evaluation instanceof Evaluation.AllArguments) {
            return areArguments();
        }
        if (evaluation instanceof Evaluation.Element) {
            return isFixed(element);
        }
        return evaluation instanceof SpelEvaluation spel && isFixed(spel, spel.tree(), element);
    }

    private boolean isFixed(SpelEvaluation whole, SpelNode node, @Nullable Class<?> element) {
        if (node instanceof VariableReference variable) {
            String name = SpelEvaluation.nameOf(variable);
            Integer index = names.indexOf(name);
            if (whole.usesVariable(name)) {
                return name.equals(SpelEvaluation.KEY) && isFixed(element);
            }
            return index != null && isFixed(shapes.typeOf(index));
        }
        if (!(node instanceof InlineList || node instanceof OpPlus)) {
            return node instanceof Literal;
        }
        return SpelEvaluation.childrenOf(node).stream().allMatch(child -> isFixed(whole, child, element));
    }

    private boolean isFixed(@Nullable Class<?> type) {
        return type != null && !converters.areFor(type) && isImmutable(type, 0);
    }

    private static boolean isImmutable(Class<?> type, int depth) {
        if (type.isRecord()) {
            return depth < DEEPEST_RECORD
                    && Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .allMatch(component -> isImmutable(component, depth + 1));
        }
        return IMMUTABLE.contains(type)
                || type.isEnum()
                || ClassUtils.isPrimitiveOrWrapper(type)
                || (type.getPackageName().equals("java.time") && Modifier.isFinal(type.getModifiers()));
    }
}
