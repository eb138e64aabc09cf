package io.github.dynamocached.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpGE;
import org.springframework.expression.spel.ast.OpGT;
import org.springframework.expression.spel.ast.OpLE;
import org.springframework.expression.spel.ast.OpLT;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * A simple expression, evaluated without the expression language: variables, their properties and methods without arguments,
 * literals, lists, joined texts, comparisons, and {@code and}, {@code or}, {@code not}.
 *
 * <p>It knows only the usual values, for which the rules of the language are simple. For any other value, and where the
 * language would fail, it gives up, and the language is asked. So the rules and the messages are those of the language. A
 * getter may be called twice then.
 */
interface DirectExpression {

    /** Says that the expression language has to be asked. */
    Object UNKNOWN = new Object();

    /** The value of the expression, or {@link #UNKNOWN}. */
    @Nullable
    Object valueFor(Call call);

    /**
     * Compiles an expression.
     *
     * @param variables gives what evaluates a variable, null for one that only the expression language knows
     * @return null if it is not simple
     */
    static @Nullable DirectExpression of(SpelNode node, Function<String, @Nullable Evaluation> variables) {
        if (node instanceof VariableReference variable) {
            Evaluation evaluation = variables.apply(SpelEvaluation.nameOf(variable));
            return evaluation == null ? null : evaluation::valueFor;
        }
        if (node instanceof Literal literal) {
            Object value = literal.getLiteralValue().getValue();
            return call -> value;
        }
        if (node instanceof CompoundExpression) {
            return chain(node, variables);
        }
        List<DirectExpression> operands = new ArrayList<>();
        for (SpelNode child : SpelEvaluation.childrenOf(node)) {
            DirectExpression operand = of(child, variables);
            if (operand == null) {
                return null;
            }
            operands.add(operand);
        }
        return ofOperands(node, operands);
    }

    private static @Nullable DirectExpression ofOperands(SpelNode node, List<DirectExpression> operands) {
        if (node instanceof InlineList) {
            return new ListOf(List.copyOf(operands));
        }
        if (node instanceof OperatorNot) {
            return new Not(operands.get(0));
        }
        if (operands.size() != 2) {
            return null;
        }
        DirectExpression left = operands.get(0);
        DirectExpression right = operands.get(1);
        if (node instanceof OpPlus) {
            return new Joined(left, right);
        }
        if (node instanceof OpAnd || node instanceof OpOr) {
            return new Both(left, right, node instanceof OpOr);
        }
        Comparison comparison = Comparison.of(node);
        return comparison == null ? null : new Compared(comparison, left, right);
    }

    private static @Nullable DirectExpression chain(SpelNode chain, Function<String, @Nullable Evaluation> variables) {
        DirectExpression value = of(chain.getChild(0), variables);
        for (int i = 1; value != null && i < chain.getChildCount(); i++) {
            SpelNode node = chain.getChild(i);
            DirectMember member = null;
            if (node instanceof PropertyOrFieldReference property) {
                member = DirectMember.property(property.getName());
            } else if (node instanceof MethodReference method && node.getChildCount() == 0) {
                member = DirectMember.method(method.getName());
            }
            value = member == null ? null : new MemberOf(value, member);
        }
        return value;
    }

    /** How two values may be compared. */
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        private static @Nullable Comparison of(SpelNode node) {
            if (node instanceof OpEQ) {
                return EQUAL;
            }
            if (node instanceof OpNE) {
                return NOT_EQUAL;
            }
            if (node instanceof OpLT) {
                return LESS;
            }
            if (node instanceof OpLE) {
                return LESS_OR_EQUAL;
            }
            if (node instanceof OpGT) {
                return GREATER;
            }
            return node instanceof OpGE ? GREATER_OR_EQUAL : null;
        }

        private boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    /** A property or the result of a method. */
    record MemberOf(DirectExpression owner, DirectMember member) implements DirectExpression {

        @Override
        public @Nullable Object valueFor(Call call) {
            Object value = owner.valueFor(call);
            return value == null || value == UNKNOWN ? UNKNOWN : member.of(value);
        }
    }

    /** A list. */
    record ListOf(List<DirectExpression> elements) implements DirectExpression {

        @Override
        public Object valueFor(Call call) {
            @Nullable Object[] values = new Object[elements.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = elements.get(i).valueFor(call);
                if (values[i] == UNKNOWN) {
                    return UNKNOWN;
                }
            }
            return Collections.unmodifiableList(Arrays.asList(values));
        }
    }

    /** Two texts joined. */
    record Joined(DirectExpression left, DirectExpression right) implements DirectExpression {

        /** Far from the length that the expression language refuses. */
        private static final int LONGEST = 10_000;

        @Override
        public Object valueFor(Call call) {
            return left.valueFor(call) instanceof String first
                            && right.valueFor(call) instanceof String second
                            && first.length() + second.length() < LONGEST
                    ? first + second
                    : UNKNOWN;
        }
    }

    /** The opposite of a boolean. */
    record Not(DirectExpression operand) implements DirectExpression {

        @Override
        public Object valueFor(Call call) {
            return operand.valueFor(call) instanceof Boolean value ? !value : UNKNOWN;
        }
    }

    /**
     * Two booleans.
     *
     * @param decisive what the left one is where the right one does not matter: true for {@code or}, false for {@code and}
     */
    record Both(DirectExpression left, DirectExpression right, boolean decisive) implements DirectExpression {

        @Override
        public Object valueFor(Call call) {
            if (!(left.valueFor(call) instanceof Boolean first)) {
                return UNKNOWN;
            }
            if (first == decisive) {
                return first;
            }
            return right.valueFor(call) instanceof Boolean second ? second : UNKNOWN;
        }
    }

    /** Two values compared: nulls, texts, booleans and constants for equality, numbers of the usual types also for order. */
    record Compared(Comparison comparison, DirectExpression left, DirectExpression right) implements DirectExpression {

        @Override
        public Object valueFor(Call call) {
            Object first = left.valueFor(call);
            Object second = first == UNKNOWN ? UNKNOWN : right.valueFor(call);
            if (second == UNKNOWN) {
                return UNKNOWN;
            }
            if (first instanceof Number number && isWhole(number) && second instanceof Number other && isWhole(other)) {
                return comparison.holds(Long.compare(number.longValue(), other.longValue()));
            }
            boolean areEqual = comparison == Comparison.EQUAL;
            if (!areEqual && comparison != Comparison.NOT_EQUAL) {
                return UNKNOWN;
            }
            if (first == null || second == null) {
                return (first == second) == areEqual;
            }
            return isPlain(first) && first.getClass() == second.getClass() ? first.equals(second) == areEqual : UNKNOWN;
        }

        private static boolean isWhole(Number value) {
            return value instanceof Integer || value instanceof Long;
        }

        private static boolean isPlain(Object value) {
            return value instanceof String || value instanceof Boolean || value instanceof Enum<?>;
        }
    }
}
