package io.github.dynamocached.aop;

import static io.github.dynamocached.aop.MisuseTests.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.expression.ExpressionCompiler;
import io.github.dynamocached.expression.ParameterNames;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Keys and conditions that stop the start, and what the message says. */
class ExpressionMisuseTests {

    static class DoesNotParse {
        @DynamoCached(cache = "a", key = "#id.")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void keyMustBeAnExpression() {
        assertThat(problemOf(DoesNotParse.class))
                .isEqualTo(
                        "@DynamoCached on ExpressionMisuseTests.DoesNotParse.find(String): key \"#id.\" is not a valid"
                                + " expression: EL1044E: Unexpectedly ran out of input. Correct it, for example \"#id\""
                                + " or \"{#tenant, #id}\".");
    }

    static class UsesAnUnknownParameter {
        @DynamoCached(cache = "a", key = "{#id, #limit.toString()}")
        public String find(String id, int limits) {
            return id;
        }
    }

    static class UsesParametersOfNone {
        @DynamoCached(cache = "a", key = "#id")
        public String find() {
            return "";
        }
    }

    static class UsesTheResultTooEarly {
        @DynamoCached(cache = "a", key = "#result")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void variableMustBeAParameter() {
        assertThat(problemOf(UsesAnUnknownParameter.class))
                .isEqualTo("@DynamoCached on ExpressionMisuseTests.UsesAnUnknownParameter.find(String, int): key"
                        + " \"{#id, #limit.toString()}\" uses #limit, which is not a parameter. Use #id, #limits.");
        assertThat(problemOf(UsesParametersOfNone.class))
                .isEqualTo(
                        "@DynamoCached on ExpressionMisuseTests.UsesParametersOfNone.find(): key \"#id\" uses #id, but"
                                + " the method has no parameters. Use a constant, or remove it.");
        assertThat(problemOf(UsesTheResultTooEarly.class))
                .isEqualTo("@DynamoCached on ExpressionMisuseTests.UsesTheResultTooEarly.find(String): key \"#result\""
                        + " uses #result, which is not known before the method returns. Use only parameters.");
    }

    @Test
    void parametersWithoutNamesAreExplained(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("Nameless.java");
        Files.writeString(source, """
                public class Nameless {
                    public String find(String id) { return id; }
                }
                """);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
        assertThat(result).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> nameless = loader.loadClass("Nameless");
            Method find = nameless.getMethod("find", String.class);
            Place place = Place.of(DynamoCached.class, nameless, find);
            ExpressionCompiler compiler = new ExpressionCompiler(new StaticListableBeanFactory());
            assertThatThrownBy(
                            () -> compiler.compile(place, "key", "#id", find, new ParameterNames(find, find), Set.of()))
                    .hasMessage(
                            "@DynamoCached on Nameless.find(String): key \"#id\" uses #id, but the parameter names"
                                    + " are not known. Compile the class with -parameters, or use #p0 for the first parameter.");
        }
    }

    static class SavesTwo {
        @DynamoEvict("a")
        public void save(String reason, Person first, Person second) {}
    }

    @Test
    void oneParameterOfAnEvictionIsTheEntity() {
        assertThat(problemOf(SavesTwo.class))
                .isEqualTo("@DynamoEvict on ExpressionMisuseTests.SavesTwo.save(String, Person, Person): more than one"
                        + " parameter is an entity, so the key is ambiguous. Set key, for example"
                        + " \"#p1\".");
    }

    static class EvictsAllOfAKey {
        @DynamoEvict(cache = "a", key = "#id", allEntries = true)
        public void clear(String id) {}
    }

    @Test
    void allEntriesHaveNoKey() {
        assertThat(problemOf(EvictsAllOfAKey.class))
                .isEqualTo(
                        "@DynamoEvict on ExpressionMisuseTests.EvictsAllOfAKey.clear(String): allEntries evicts every"
                                + " key, so key \"#id\" has no effect. Remove one of the two.");
    }

    static class ConditionIsNoBoolean {
        @DynamoCached(cache = "a", condition = "#id")
        public String find(String id) {
            return id;
        }
    }

    static class ConditionOfUnknownTypeIsNoBoolean {
        @DynamoCached(cache = "a", condition = "#id")
        public String find(Object id) {
            return "";
        }
    }

    @Test
    void conditionMustBeABoolean() {
        assertThat(problemOf(ConditionIsNoBoolean.class))
                .isEqualTo("@DynamoCached on ExpressionMisuseTests.ConditionIsNoBoolean.find(String): condition \"#id\""
                        + " gives a String. Use a boolean expression.");
        try (CachingTestApplication application =
                CachingTestApplication.start(ConditionOfUnknownTypeIsNoBoolean.class)) {
            ConditionOfUnknownTypeIsNoBoolean repository = application.bean(ConditionOfUnknownTypeIsNoBoolean.class);
            assertThatThrownBy(() -> repository.find("secret"))
                    .hasMessage("@DynamoCached on ExpressionMisuseTests.ConditionOfUnknownTypeIsNoBoolean.find(Object):"
                            + " condition \"#id\" gives a String. Use a boolean expression.");
        }
    }
}
