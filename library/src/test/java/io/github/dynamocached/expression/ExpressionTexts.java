package io.github.dynamocached.expression;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts of expressions, simple ones and others. */
final class ExpressionTexts {

    private static final List<String> PARAMETERS =
            List.of("#text", "#any", "#number", "#big", "#flag", "#guest", "#unit");

    private static final List<String> OPERATORS =
            List.of("==", "!=", "<", "<=", ">", ">=", "+", "-", "and", "or", "eq", "lt", "?:");
    private static final List<String> MEMBERS = List.of(
            ".text",
            ".host",
            ".known",
            ".field",
            ".number",
            ".broken",
            ".missing",
            ".SHARED",
            ".class",
            ".empty",
            ".length",
            "?.text",
            "?.host",
            ".text()",
            ".plain()",
            ".plain",
            ".length()",
            ".name()",
            ".sharedText()",
            ".size()",
            ".isKnown()",
            ".longValue()",
            ".missing()",
            "?.length()",
            ".value",
            ".get()",
            ".booleanValue()");

    private ExpressionTexts() {}

    /** All members of all parameters, and all operators with two simple operands. */
    static List<String> small() {
        List<String> texts = new ArrayList<>();
        List<String> operands = new ArrayList<>(PARAMETERS);
        operands.addAll(List.of("'a'", "7", "7L", "null", "true"));
        for (String parameter : PARAMETERS) {
            texts.add("!" + parameter);
            MEMBERS.forEach(member -> texts.add(parameter + member));
        }
        for (String left : operands) {
            for (String right : operands) {
                OPERATORS.forEach(operator -> texts.add(left + " " + operator + " " + right));
            }
        }
        return texts;
    }

    /** Expressions nested up to a depth. */
    static Arbitrary<String> nested(int depth) {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(PARAMETERS),
                Arbitraries.of("'a'", "''", "7", "7L", "0", "-1", "1.5", "null", "true", "false"),
                Combinators.combine(Arbitraries.of(PARAMETERS), members()).as((owner, member) -> owner + member),
                Combinators.combine(Arbitraries.of(PARAMETERS), members(), members())
                        .as((owner, member, next) -> owner + member + next));
        if (depth == 0) {
            return values;
        }
        Arbitrary<String> inner = nested(depth - 1);
        return Arbitraries.oneOf(
                values,
                inner.map(operand -> "!(" + operand + ")"),
                inner.list().ofMinSize(1).ofMaxSize(3).map(elements -> "{" + String.join(", ", elements) + "}"),
                Combinators.combine(inner, Arbitraries.of(OPERATORS), inner)
                        .as((left, operator, right) -> "(" + left + " " + operator + " " + right + ")"));
    }

    private static Arbitrary<String> members() {
        return Arbitraries.of(MEMBERS);
    }
}
