package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Turns the text of an attribute into an {@link Evaluation}, and refuses what can never have a value. */
final class ExpressionCompiler {

    private static final String RESULT = "result";

    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final BeanFactory beanFactory;

    ExpressionCompiler(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * Compiles an expression of one attribute.
     *
     * @param method the method of the bean's class
     * @param source the method that the annotation is written on
     * @param resultKnown whether {@code #result} may be used
     * @throws MisuseException if it does not parse or uses a variable that there is not
     */
    Evaluation compile(Place place, String attribute, String text, Method method, Method source, boolean resultKnown) {
        ParameterNames parameters = ParameterNames.of(method, source);
        Integer argument = text.startsWith("#") ? parameters.indexOf(text.substring(1)) : null;
        if (argument != null && !(resultKnown && text.equals("#" + RESULT))) {
            return new ArgumentEvaluation(argument);
        }
        SpelExpression expression = parse(place, attribute, text);
        VariableCheck check = new VariableCheck(place, attribute + " \"" + text + "\"", parameters, resultKnown);
        forEachNode(expression.getAST(), check);
        return new SpelEvaluation(
                expression,
                place + ": " + attribute + " \"" + text + "\"",
                method,
                parameters,
                check.resultUsed,
                beanFactory);
    }

    private SpelExpression parse(Place place, String attribute, String text) {
        try {
            return parser.parseRaw(text);
        } catch (ParseException failure) {
            throw place.misuse(attribute + " \"" + text + "\" is not an expression: " + failure.getSimpleMessage()
                    + ". Correct it, as in \"#id\" or \"{#tenant, #id}\".");
        }
    }

    private static void forEachNode(@Nullable SpelNode node, Consumer<SpelNode> consumer) {
        if (node == null) {
            return;
        }
        consumer.accept(node);
        for (int i = 0; i < node.getChildCount(); i++) {
            forEachNode(node.getChild(i), consumer);
        }
    }

    /** Looks at the variables of an expression: an unknown one would silently be null. */
    private static final class VariableCheck implements Consumer<SpelNode> {

        private final Place place;
        private final String attribute;
        private final ParameterNames parameters;
        private final boolean resultKnown;
        private boolean resultUsed;

        VariableCheck(Place place, String attribute, ParameterNames parameters, boolean resultKnown) {
            this.place = place;
            this.attribute = attribute;
            this.parameters = parameters;
            this.resultKnown = resultKnown;
        }

        @Override
        public void accept(SpelNode node) {
            if (node instanceof VariableReference variable) {
                accept(variable.toStringAST().substring(1));
            }
        }

        private void accept(String name) {
            if (resultKnown && name.equals(RESULT)) {
                resultUsed = true;
            } else if (!name.equals("root") && !name.equals("this") && parameters.indexOf(name) == null) {
                throw place.misuse(attribute + " uses #" + name + ", " + remedyFor(name));
            }
        }

        private String remedyFor(String name) {
            if (name.equals(RESULT)) {
                return "which is not known before the method has returned. Use parameters only.";
            }
            if (parameters.isEmpty()) {
                return "but the method has no parameters. Use a constant or leave it out.";
            }
            if (parameters.names().isEmpty()) {
                return "but the names of the parameters are not known. Compile the class with -parameters, or use #p0"
                        + " for the first parameter.";
            }
            return "which is not a parameter. Use " + String.join(", ", parameters.names()) + ".";
        }
    }
}
