package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Suspending;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** An expression in the Spring Expression Language, parsed once. */
public final class SpelEvaluation implements Evaluation {

    private static final Logger log = LoggerFactory.getLogger(SpelEvaluation.class);

    /** The variable that is what the method returned. */
    public static final String RESULT = "result";

    /** The variable that is the element of the keys that a call is at. */
    public static final String KEY = "key";

    /** The variable that is the item of a result that a call is at. */
    public static final String ITEM = "item";

    private final SpelExpression expression;
    private final String where;
    private final Method method;
    private final ParameterNames parameters;
    private final Set<String> variables;
    private final Set<String> names = new HashSet<>();
    private final BeanFactoryResolver beans;
    private final StandardEvaluationContext accessors = new StandardEvaluationContext();
    private final @Nullable DirectExpression direct;

    /**
     * An evaluation.
     *
     * @param where names the attribute in messages
     * @param method what {@code #root.method} is
     * @param variables the variables that it uses besides the parameters
     * @param direct the same expression without the language, null if it is not simple
     */
    SpelEvaluation(
            SpelExpression expression,
            String where,
            Method method,
            ParameterNames parameters,
            Set<String> variables,
            @Nullable DirectExpression direct,
            BeanFactory beanFactory) {
        this.expression = expression;
        this.where = where;
        this.method = method;
        this.parameters = parameters;
        this.variables = variables;
        this.direct = direct;
        addNames(expression.getAST());
        this.beans = new BeanFactoryResolver(beanFactory);
    }

    private void addNames(SpelNode node) {
        if (node instanceof VariableReference variable) {
            names.add(nameOf(variable));
        }
        childrenOf(node).forEach(this::addNames);
    }

    @Override
    public @Nullable Object valueFor(Call call) {
        Object value = direct == null ? DirectExpression.UNKNOWN : direct.valueFor(call);
        return value == DirectExpression.UNKNOWN ? valueByLanguage(call) : value;
    }

    /** What the expression language says. */
    @Nullable
    Object valueByLanguage(Call call) {
        try {
            return expression.getValue(contextOf(call));
        } catch (EvaluationException failure) {
            log.debug("{} failed", where, failure);
            throw new MisuseException(where + " fails with " + codeOf(failure) + " at position " + failure.getPosition()
                    + ". Change the expression so that it works for every call.");
        }
    }

    /**
     * The only variable that the expression is made of, besides texts and numbers; null if there is not exactly one.
     *
     * @return the name of the variable, or null
     */
    @Nullable
    public String subject() {
        Set<String> found = new HashSet<>();
        return isMadeOfVariables(tree(), found) && found.size() == 1
                ? found.iterator().next()
                : null;
    }

    private static boolean isMadeOfVariables(SpelNode node, Set<String> found) {
        if (node instanceof VariableReference variable) {
            found.add(nameOf(variable));
            return !found.contains("root") && !found.contains("this");
        }
        if (node instanceof CompoundExpression) {
            return isMadeOfVariables(node.getChild(0), found);
        }
        if (!(node instanceof InlineList || node instanceof OpPlus)) {
            return node instanceof Literal;
        }
        return childrenOf(node).stream().allMatch(child -> isMadeOfVariables(child, found));
    }

    static List<SpelNode> childrenOf(SpelNode node) {
        return IntStream.range(0, node.getChildCount()).mapToObj(node::getChild).toList();
    }

    /** The name of a variable, without its hash sign. */
    static String nameOf(VariableReference variable) {
        return variable.toStringAST().substring(1);
    }

    /**
     * The expression as it was parsed.
     *
     * @return the root of the tree
     */
    public SpelNode tree() {
        return expression.getAST();
    }

    /** Whether it uses a variable besides the parameters. */
    boolean usesVariable(String name) {
        return variables.contains(name);
    }

    private StandardEvaluationContext contextOf(Call call) {
        StandardEvaluationContext context = new StandardEvaluationContext(new Root(method, call));
        accessors.applyDelegatesTo(context);
        context.setBeanResolver(beans);
        parameters.bind(call.arguments(), names, context);
        for (String variable : variables) {
            context.setVariable(variable, variable.equals(RESULT) ? call.result() : call.element());
        }
        return context;
    }

    /** What failed. The message of the exception may hold arguments, so it is left out. */
    private static String codeOf(EvaluationException failure) {
        return failure instanceof SpelEvaluationException coded
                ? coded.getMessageCode().name()
                : failure.getClass().getSimpleName();
    }

    @Override
    public boolean needsResult() {
        return variables.contains(RESULT);
    }

    /** What {@code #root} is; public for the expression language, which reads its getters. */
    public static final class Root {

        private final Method method;
        private final Call call;

        Root(Method method, Call call) {
            this.method = method;
            this.call = call;
        }

        /**
         * The method of the bean's class.
         *
         * @return the method
         */
        public Method getMethod() {
            return method;
        }

        /**
         * The bean behind its proxy.
         *
         * @return the bean, or null
         */
        public @Nullable Object getTarget() {
            return call.target();
        }

        /**
         * The arguments in order.
         *
         * @return the arguments
         */
        public @Nullable Object[] getArgs() {
            return Arrays.copyOf(call.arguments(), Suspending.parametersOf(method));
        }
    }
}
