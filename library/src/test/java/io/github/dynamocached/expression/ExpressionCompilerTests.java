package io.github.dynamocached.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which expressions need the expression language, and which the result. */
class ExpressionCompilerTests {

    private final ExpressionCompiler compiler = new ExpressionCompiler(new StaticListableBeanFactory());

    interface Source {
        String find(String idOfInterface, int limit);
    }

    static class Target implements Source {
        @Override
        public String find(String id, int limit) {
            return id;
        }
    }

    private Evaluation compile(String text, boolean resultKnown) throws NoSuchMethodException {
        Method method = Target.class.getMethod("find", String.class, int.class);
        Method source = Source.class.getMethod("find", String.class, int.class);
        Place place = Place.of(DynamoCached.class, Target.class, method);
        return compiler.compile(
                place,
                "key",
                text,
                method,
                new ParameterNames(method, source),
                resultKnown ? Set.of("result") : Set.of());
    }

    @ParameterizedTest
    @CsvSource({"#id, 0", "#idOfInterface, 0", "#limit, 1", "#p0, 0", "#a1, 1"})
    void singleParameterIsTakenWithoutTheExpressionLanguage(String text, int index) throws NoSuchMethodException {
        assertThat(compile(text, true)).isEqualTo(new Evaluation.Argument(index));
    }

    @ParameterizedTest
    @CsvSource({"#result.length(), true", "'''#result''', false", "'{#id, #result}', true", "#id + 1, false"})
    void useOfTheResultIsSeen(String text, boolean needsResult) throws NoSuchMethodException {
        Evaluation evaluation = compile(text, true);
        assertThat(evaluation).isInstanceOf(SpelEvaluation.class);
        assertThat(evaluation.needsResult()).isEqualTo(needsResult);
    }

    @Test
    void resultItselfIsTakenWithoutTheExpressionLanguage() throws NoSuchMethodException {
        Evaluation evaluation = compile("#result", true);
        assertThat(evaluation).isEqualTo(new Evaluation.Result());
        assertThat(evaluation.needsResult()).isTrue();
    }

    @Test
    void variablesOfSelectionsAreNoParameters() throws NoSuchMethodException {
        assertThat(compile("#root.args.?[#this == #id]", false).needsResult()).isFalse();
    }
}
