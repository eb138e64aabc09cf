package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.TypedDynamoCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What code asks for and cannot have, said with what to do. */
class DynamoCachesMisuseTests {

    private final CachingTestApplication application = CachingTestApplication.start();
    private final DynamoCaches caches = application.bean(DynamoCaches.class);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    private static void assertMisuse(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(MisuseException.class).hasMessage(message);
    }

    @Test
    void impossibleNameIsRefused() {
        assertMisuse(
                () -> caches.cache("my cache"),
                "DynamoCaches: 'my cache' cannot be the name of a cache. Use letters, digits, dots, underscores and"
                        + " hyphens only.");
    }

    @Test
    void typeThatCannotBeCachedIsRefused() {
        assertMisuse(
                () -> caches.cache("tasks").of(Runnable.class),
                "DynamoCaches: cache 'tasks' of java.lang.Runnable: a Runnable cannot be cached. Return data.");
        assertMisuse(
                () -> caches.cache("tasks").of(Optional.class),
                "DynamoCaches: cache 'tasks' of java.util.Optional: an Optional cannot be stored. Use the type of"
                        + " the value in it.");
        assertMisuse(
                () -> caches.cache("tasks").of(void.class),
                "DynamoCaches: cache 'tasks' of void: it has no values to store. Use the type of a value.");
    }

    @Test
    void lifeThatIsNoneIsRefused() {
        TypedDynamoCache<String> texts = caches.cache("texts").of(String.class);
        assertMisuse(
                () -> texts.ttl(Duration.ZERO),
                "DynamoCaches: cache 'texts' of java.lang.String: ttl is PT0S. Use a duration of a millisecond or"
                        + " more.");
        assertMisuse(
                () -> texts.staleWhileRevalidate(Duration.ofSeconds(-1)),
                "DynamoCaches: cache 'texts' of java.lang.String: staleWhileRevalidate is PT-1S. Use a duration of"
                        + " zero or more.");
    }

    @Test
    void partThatCannotBeInAKeyIsRefusedByItsType() {
        assertMisuse(
                () -> caches.cache("texts").look(new Secret("s3cret")),
                "DynamoCaches: the parts are not a valid key of the cache 'texts'. A value of type "
                        + Secret.class.getName()
                        + " cannot be part of a cache key. Use texts, numbers, booleans, enums, UUIDs, dates, bytes, or"
                        + " collections of them.");
        assertMisuse(
                () -> caches.cache("texts").evict(new Person("", 1, "Ann")),
                "DynamoCaches: the parts are not a valid key of the cache 'texts'. Person has no value for its"
                        + " partition key 'tenant'.");
    }

    static final class Secret {

        private final String text;

        Secret(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void paceOfAWarmUpHasBounds() {
        assertThatThrownBy(() -> caches.warmUp(List.of()).loadsPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loadsPerSecond is 0.0. Use a number above 0 and up to 1000000.");
        assertThatThrownBy(() -> caches.warmUp(List.of()).parallelism(65))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parallelism is 65. Use a number from 1 to 64.");
    }

    @Test
    void keyWithoutPartsIsThatOfAMethodWithoutParameters() {
        assertThat(caches.cache("texts").of(String.class).entry().read(() -> "text"))
                .contains("text");
        assertThat(application.store().reads()).containsExactly("texts/@none/java.lang.String");
    }
}
