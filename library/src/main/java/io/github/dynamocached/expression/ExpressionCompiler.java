package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.ExpressionState;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** Compiles the text of an attribute into an {@link Evaluation}. Refuses what can never have a value. */
public final class ExpressionCompiler {

    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final BeanFactory beanFactory;

    /**
     * A compiler for the beans of one context.
     *
     * @param beanFactory finds the beans that expressions name
     */
    public ExpressionCompiler(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * Compiles an expression of one attribute.
     *
     * @param place where the annotation stands, for messages
     * @param attribute the name of the attribute
     * @param text the expression
     * @param method the method of the bean's class
     * @param parameters the names of its parameters
     * @param variables what it may use besides the parameters; hides parameters of the same names
     * @return what evaluates the expression for a call
     * @throws MisuseException if it does not parse or uses an unknown variable
     */
    public Evaluation compile(
            Place place,
            String attribute,
            String text,
            Method method,
            ParameterNames parameters,
            Set<String> variables) {
        Evaluation simple = text.startsWith("#") ? evaluationOf(text.substring(1), parameters, variables) : null;
        if (simple != null) {
            return simple;
        }
        SpelExpression expression = parse(place, attribute, text);
        String where = attribute + " \"" + text + "\"";
        VariableCheck check = new VariableCheck(place, where, parameters, variables);
        forEachNode(expression.getAST(), check);
        forEachNode(expression.getAST(), new ReferenceCheck(place, where, beanFactory));
        return new SpelEvaluation(
                expression,
                place + ": " + where,
                method,
                parameters,
                Set.copyOf(check.used),
                DirectExpression.of(expression.getAST(), name -> evaluationOf(name, parameters, variables)),
                beanFactory);
    }

    /** The evaluation of a variable alone, null if the variable is unknown. */
    private static @Nullable Evaluation evaluationOf(String name, ParameterNames parameters, Set<String> variables) {
        if (variables.contains(name)) {
            return name.equals(SpelEvaluation.RESULT) ? new Evaluation.Result() : new Evaluation.Element();
        }
        Integer argument = parameters.indexOf(name);
        return argument == null ? null : new Evaluation.Argument(argument);
    }

    private SpelExpression parse(Place place, String attribute, String text) {
        try {
            return parser.parseRaw(text);
        } catch (ParseException failure) {
            throw place.misuse(attribute + " \"" + text + "\" is not a valid expression: " + failure.getSimpleMessage()
                    + ". Correct it, for example \"#id\" or \"{#tenant, #id}\".");
        }
    }

    private static void forEachNode(SpelNode node, Consumer<SpelNode> consumer) {
        consumer.accept(node);
        SpelEvaluation.childrenOf(node).forEach(child -> forEachNode(child, consumer));
    }

    /** Checks the variables of an expression: an unknown one would silently be null. */
    private static final class VariableCheck implements Consumer<SpelNode> {

        private final Place place;
        private final String attribute;
        private final ParameterNames parameters;
        private final Set<String> variables;
        private final Set<String> used = new HashSet<>();

        VariableCheck(Place place, String attribute, ParameterNames parameters, Set<String> variables) {
            this.place = place;
            this.attribute = attribute;
            this.parameters = parameters;
            this.variables = variables;
        }

        @Override
        public void accept(SpelNode node) {
            if (node instanceof VariableReference variable) {
                accept(SpelEvaluation.nameOf(variable));
            }
        }

        private void accept(String name) {
            if (variables.contains(name)) {
                used.add(name);
            } else if (!name.equals("root") && !name.equals("this") && parameters.indexOf(name) == null) {
                throw place.misuse(attribute + " uses #" + name + ", " + remedyFor(name));
            }
        }

        private String remedyFor(String name) {
            if (name.equals(SpelEvaluation.RESULT)) {
                return "which is not known before the method returns. Use only parameters.";
            }
            if (parameters.isEmpty()) {
                return "but the method has no parameters. Use a constant, or remove it.";
            }
            if (parameters.names().isEmpty()) {
                return "but the parameter names are not known. Compile the class with -parameters, or use #p0 for the"
                        + " first parameter.";
            }
            return "which is not a parameter. Use " + String.join(", ", parameters.names()) + ".";
        }
    }

    /**
     * Checks the beans, classes and functions that an expression uses.
     *
     * @param where the attribute and its text
     */
    private record ReferenceCheck(Place place, String where, BeanFactory beans) implements Consumer<SpelNode> {

        @Override
        public void accept(SpelNode node) {
            if (node instanceof BeanReference bean) {
                requireBean(bean.getName());
            } else if (node instanceof TypeReference type) {
                requireClass(type);
            } else if (node instanceof FunctionReference function) {
                throw place.misuse(where + " calls " + function.toStringAST() + " as a function, but functions are not"
                        + " supported. Call a method of an argument or a bean, or a static method,"
                        + " for example \"T(java.lang.String).valueOf(#p0)\".");
            }
        }

        private void requireBean(String name) {
            if (beans.containsBean(name)) {
                return;
            }
            List<String> names =
                    beans instanceof ListableBeanFactory all ? List.of(all.getBeanDefinitionNames()) : List.of();
            throw place.misuse(where + " uses the bean '" + name + "', which does not exist. "
                    + NearestName.to(name, names)
                            .map(nearest -> "Use @" + nearest + ".")
                            .orElse("Define it, or use another bean."));
        }

        private void requireClass(TypeReference type) {
            try {
                Object unused = type.getValue(new ExpressionState(new StandardEvaluationContext()));
            } catch (EvaluationException unknown) {
                throw place.misuse(where + " uses the class " + type.toStringAST()
                        + ", which does not exist. Use its name with its package.");
            }
        }
    }
}
