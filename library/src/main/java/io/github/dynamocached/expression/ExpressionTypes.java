package io.github.dynamocached.expression;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * The types of the simple expressions that keys are written in: parameters, their properties, texts and lists of these.
 *
 * @param parameters the type of a parameter by its position
 * @param names the names of the parameters
 */
record ExpressionTypes(IntFunction<Class<?>> parameters, ParameterNames names) {

    /** The types of the elements of an inline list, each null if unknown; null if the node is no such list. */
    @Nullable
    List<@Nullable Class<?>> elementsOf(SpelNode node) {
        if (!(node instanceof InlineList)) {
            return null;
        }
        return SpelEvaluation.childrenOf(node).stream()
                .<@Nullable Class<?>>map(this::typeOf)
                .toList();
    }

    /** The type of an expression, null if unknown. */
    @Nullable
    Class<?> typeOf(SpelNode node) {
        if (node instanceof StringLiteral || isText(node)) {
            return String.class;
        }
        if (node instanceof Literal literal) {
            Object value = literal.getLiteralValue().getValue();
            return value == null ? null : value.getClass();
        }
        if (node instanceof VariableReference variable) {
            Integer index = names.indexOf(SpelEvaluation.nameOf(variable));
            return index == null ? null : parameters.apply(index);
        }
        if (node instanceof CompoundExpression) {
            Class<?> type = typeOf(node.getChild(0));
            for (int i = 1; type != null && i < node.getChildCount(); i++) {
                type = typeOf(node.getChild(i), type);
            }
            return type;
        }
        return null;
    }

    /** Whether something is added to a text. */
    private boolean isText(SpelNode node) {
        return node instanceof OpPlus
                && SpelEvaluation.childrenOf(node).stream().anyMatch(child -> typeOf(child) == String.class);
    }

    private static @Nullable Class<?> typeOf(SpelNode member, Class<?> owner) {
        if (member instanceof PropertyOrFieldReference property) {
            PropertyDescriptor found = BeanUtils.getPropertyDescriptor(owner, property.getName());
            return found == null ? returnedBy(owner, property.getName()) : found.getPropertyType();
        }
        return member instanceof MethodReference called && called.getChildCount() == 0
                ? returnedBy(owner, called.getName())
                : null;
    }

    private static @Nullable Class<?> returnedBy(Class<?> owner, String name) {
        List<Method> methods = Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .filter(method -> !method.isBridge())
                .toList();
        return methods.size() == 1 ? methods.get(0).getReturnType() : null;
    }
}
