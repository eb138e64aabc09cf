package io.github.dynamocached.aop;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.spel.ExpressionState;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** Looks at the beans, classes and functions that an expression names. */
final class ReferenceCheck implements Consumer<SpelNode> {

    private final Place place;
    private final String where;
    private final BeanFactory beans;

    /**
     * A check.
     *
     * @param where the attribute and its text
     */
    ReferenceCheck(Place place, String where, BeanFactory beans) {
        this.place = place;
        this.where = where;
        this.beans = beans;
    }

    @Override
    public void accept(SpelNode node) {
        if (node instanceof BeanReference bean) {
            requireBean(bean.getName());
        } else if (node instanceof TypeReference type) {
            requireClass(type);
        } else if (node instanceof FunctionReference function) {
            throw place.misuse(
                    where + " calls " + function.toStringAST() + " as a function, and there are none. Call a"
                            + " method of an argument or of a bean, or a static one, as in \"T(java.lang.String).valueOf(#p0)\".");
        }
    }

    private void requireBean(String name) {
        if (beans.containsBean(name)) {
            return;
        }
        List<String> names =
                beans instanceof ListableBeanFactory all ? List.of(all.getBeanDefinitionNames()) : List.of();
        throw place.misuse(where + " names the bean '" + name + "', which there is not. "
                + NearestName.to(name, names)
                        .map(nearest -> "Write @" + nearest + " if that is meant.")
                        .orElse("Define it, or name another."));
    }

    private void requireClass(TypeReference type) {
        try {
            Object unused = type.getValue(new ExpressionState(new StandardEvaluationContext()));
        } catch (EvaluationException unknown) {
            throw place.misuse(where + " names the class " + type.toStringAST()
                    + ", which there is not. Write its name with its package.");
        }
    }
}
