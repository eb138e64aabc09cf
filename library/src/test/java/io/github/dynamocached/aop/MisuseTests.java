package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.tools.ToolProvider;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Mono;

/** What stops the start, and what the message says. */
class MisuseTests {

    static String problemOf(Class<?> component) {
        Throwable failure = catchThrowable(
                () -> CachingTestApplication.start(Backend.class, component).close());
        assertThat(failure).isNotNull();
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertThat(failure).isInstanceOf(IllegalStateException.class);
        return String.valueOf(failure.getMessage());
    }

    static class ReturnsNothing {
        @DynamoCached("a")
        public void find(String id) {}
    }

    @Test
    void nothingCannotBeCached() {
        assertThat(problemOf(ReturnsNothing.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.ReturnsNothing.find(String): the method returns nothing, so there"
                                + " is nothing to cache. Return a value, or use @DynamoEvict if the method writes.");
    }

    static class Suspends {
        @DynamoCached("a")
        public @Nullable Object find(String id, Continuation<? super String> rest) {
            return null;
        }
    }

    @Test
    void suspendingFunctionCannotBeCached() {
        assertThat(problemOf(Suspends.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.Suspends.find(String, Continuation): a suspending function goes"
                                + " on after it has returned, which is not supported. Use an ordinary function.");
    }

    static class EvictsWhileItWrites {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("a")
        public CompletableFuture<Void> save(String id) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void methodWhoseWriteMayEndAfterItHasReturnedCannotEvict() {
        assertThat(problemOf(EvictsWhileItWrites.class))
                .isEqualTo("@DynamoEvict on MisuseTests.EvictsWhileItWrites.save(String): the method returns a"
                        + " CompletableFuture, so its write may end after the eviction. Wait for the write, and return"
                        + " after it.");
    }

    static class ReturnsAFuture {
        @DynamoCached("a")
        public @Nullable CompletionStage<String> find(String id) {
            return null;
        }
    }

    static class ReturnsAMono {
        @DynamoCached("a")
        public @Nullable Mono<String> find(String id) {
            return null;
        }
    }

    @Test
    void asynchronousResultCannotBeCached() {
        assertThat(problemOf(ReturnsAFuture.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsAFuture.find(String): a result of type CompletionStage"
                        + " comes after the method has returned and cannot be cached. Return the value itself.");
        assertThat(problemOf(ReturnsAMono.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.ReturnsAMono.find(String): a result of type Mono comes after the"
                                + " method has returned and cannot be cached. Return the value itself.");
    }

    static class ReturnsAVariable {
        @DynamoCached("a")
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T> @Nullable T find(String id) {
            return null;
        }
    }

    static class ReturnsARawOptional {
        @DynamoCached("a")
        @SuppressWarnings("rawtypes")
        public Optional find(String id) {
            return Optional.empty();
        }
    }

    @Test
    void resultMustSayWhatTheValueIs() {
        assertThat(problemOf(ReturnsAVariable.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.ReturnsAVariable.find(String): its result type T leaves open what"
                                + " the value is. Name the type in the method or in the class of the bean.");
        assertThat(problemOf(ReturnsARawOptional.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsARawOptional.find(String): its result type"
                        + " java.util.Optional leaves open what the value is. Name the type in the method or in the class"
                        + " of the bean.");
    }

    static class ReturnsARunnable {
        @DynamoCached("a")
        public @Nullable Runnable find(String id) {
            return null;
        }
    }

    @Test
    void typeThatTheCodecsRefuseIsNamedWithItsMethod() {
        assertThat(problemOf(ReturnsARunnable.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsARunnable.find(String): a Runnable cannot be cached."
                        + " Return data.");
    }

    static class NamesNoCache {
        @DynamoCached(key = "#id")
        public String find(String id) {
            return id;
        }
    }

    static class NamesAnImpossibleCache {
        @DynamoEvict("us:ers")
        public void save(String id) {}
    }

    @Test
    void cacheMustHaveAName() {
        assertThat(problemOf(NamesNoCache.class))
                .isEqualTo("@DynamoCached on MisuseTests.NamesNoCache.find(String): it names no cache. Set cache.");
        assertThat(problemOf(NamesAnImpossibleCache.class))
                .isEqualTo(
                        "@DynamoEvict on MisuseTests.NamesAnImpossibleCache.save(String): 'us:ers' cannot be the name"
                                + " of a cache. Use letters, digits, dots, underscores and hyphens only.");
    }

    static class NamesAnUnknownPlaceholder {
        @DynamoCached("${cache.of.nobody}")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void placeholderMustHaveAValue() {
        assertThat(problemOf(NamesAnUnknownPlaceholder.class))
                .isEqualTo("@DynamoCached on MisuseTests.NamesAnUnknownPlaceholder.find(String): cache"
                        + " \"${cache.of.nobody}\" has a placeholder without a value. Set the property or write a default,"
                        + " as in \"${name:default}\".");
    }

    static class LivesOddly {
        @DynamoCached(cache = "a", ttl = "10x")
        public String find(String id) {
            return id;
        }

        @DynamoCached(cache = "a", ttl = "0s")
        public String findNever(String id) {
            return id;
        }
    }

    @Test
    void allProblemsComeInOneMessage() {
        assertThat(problemOf(LivesOddly.class).lines())
                .containsExactlyInAnyOrder(
                        "@DynamoCached on MisuseTests.LivesOddly.find(String): ttl \"10x\" is not a duration. Use \"10m\""
                                + " or ISO-8601 such as \"PT10M\".",
                        "@DynamoCached on MisuseTests.LivesOddly.findNever(String): ttl \"0s\" is too short. Use a"
                                + " duration of a millisecond or more.");
    }

    static class DoesNotParse {
        @DynamoCached(cache = "a", key = "#id.")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void keyMustBeAnExpression() {
        assertThat(problemOf(DoesNotParse.class))
                .isEqualTo("@DynamoCached on MisuseTests.DoesNotParse.find(String): key \"#id.\" is not an expression:"
                        + " EL1044E: Unexpectedly ran out of input. Correct it, as in \"#id\" or \"{#tenant, #id}\".");
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
                .isEqualTo("@DynamoCached on MisuseTests.UsesAnUnknownParameter.find(String, int): key"
                        + " \"{#id, #limit.toString()}\" uses #limit, which is not a parameter. Use #id, #limits.");
        assertThat(problemOf(UsesParametersOfNone.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.UsesParametersOfNone.find(): key \"#id\" uses #id, but the method"
                                + " has no parameters. Use a constant or leave it out.");
        assertThat(problemOf(UsesTheResultTooEarly.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.UsesTheResultTooEarly.find(String): key \"#result\" uses #result,"
                                + " which is not known before the method has returned. Use parameters only.");
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
            assertThatThrownBy(() -> compiler.compile(place, "key", "#id", find, find, Set.of()))
                    .hasMessage("@DynamoCached on Nameless.find(String): key \"#id\" uses #id, but the names of the"
                            + " parameters are not known. Compile the class with -parameters, or use #p0 for the first"
                            + " parameter.");
        }
    }

    static class SavesTwo {
        @DynamoEvict("a")
        public void save(String reason, Person first, Person second) {}
    }

    @Test
    void oneParameterOfAnEvictionIsTheEntity() {
        assertThat(problemOf(SavesTwo.class))
                .isEqualTo(
                        "@DynamoEvict on MisuseTests.SavesTwo.save(String, Person, Person): more than one parameter is"
                                + " an entity, so the key is not clear. Set key, as in \"#p1\".");
    }

    static class EvictsAllOfAKey {
        @DynamoEvict(cache = "a", key = "#id", allEntries = true)
        public void clear(String id) {}
    }

    @Test
    void allEntriesHaveNoKey() {
        assertThat(problemOf(EvictsAllOfAKey.class))
                .isEqualTo("@DynamoEvict on MisuseTests.EvictsAllOfAKey.clear(String): allEntries evicts every key, so"
                        + " key \"#id\" has no meaning. Leave one of the two out.");
    }

    static class ConditionIsNoBoolean {
        @DynamoCached(cache = "a", condition = "#id")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void conditionMustBeABoolean() {
        try (CachingTestApplication application = CachingTestApplication.start(ConditionIsNoBoolean.class)) {
            ConditionIsNoBoolean repository = application.bean(ConditionIsNoBoolean.class);
            assertThatThrownBy(() -> repository.find("secret"))
                    .hasMessage(
                            "@DynamoCached on MisuseTests.ConditionIsNoBoolean.find(String): condition \"#id\" gives a"
                                    + " String. Use an expression of a boolean.");
        }
    }
}
