package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.internal.interceptor.DefaultFailedExecutionContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Writes beside the start of an application, in every order of their moments with the moment in which tables are bound. */
class EarlyWritesTests {

    private static final CacheKey KEY = CacheKey.of("users", List.of("1"));
    private static final CacheKey EVERY_KEY = CacheKey.everyKeyOf("users");

    private final TableWrites application = TableWrites.open();
    private final EvictingWrites interceptor = new EvictingWrites();
    private final Cache cache = new Cache();

    @AfterEach
    void close() {
        application.close();
    }

    /** Notes what is evicted, and the outcome for which. */
    private static final class Cache implements CacheWrites {

        private final List<String> evicted = new ArrayList<>();
        private Runnable beforeOpening = () -> {};

        @Override
        public Duration holdOff() {
            return Duration.ZERO;
        }

        @Override
        public boolean owesEvictions() {
            return false;
        }

        @Override
        public SeenWrite openWrite(Collection<CacheKey> keys) {
            beforeOpening.run();
            return new SeenWrite() {
                @Override
                public CompletionStage<Void> announced() {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public CompletionStage<Boolean> evict(WriteOutcome outcome) {
                    owe(outcome);
                    return CompletableFuture.completedFuture(true);
                }

                @Override
                public void owe(WriteOutcome outcome) {
                    keys.forEach(key -> evicted.add(key + " " + outcome));
                }
            };
        }

        @Override
        public CompletionStage<Boolean> evictAsync(Collection<CacheKey> keys) {
            throw new AssertionError("Nobody may wait here");
        }

        @Override
        public void owe(Collection<CacheKey> keys) {
            keys.forEach(key -> evicted.add(String.valueOf(key)));
        }

        private List<String> taken() {
            List<String> taken = List.copyOf(evicted);
            evicted.clear();
            return taken;
        }
    }

    /** One write, moment by moment. */
    private final class Written {

        private final InterceptorContext context = InterceptorContext.builder()
                .request(PutItemRequest.builder()
                        .tableName("people")
                        .item(Map.of("id", AttributeValue.fromS("1")))
                        .build())
                .response(PutItemResponse.builder().build())
                .build();
        private final ExecutionAttributes attributes = new ExecutionAttributes();

        private Written begin() {
            interceptor.beforeMarshalling(context, attributes);
            interceptor.beforeTransmission(context, attributes);
            return this;
        }

        private void succeed() {
            interceptor.afterExecution(context, attributes);
        }

        private void fail(Throwable failure) {
            interceptor.onExecutionFailure(
                    DefaultFailedExecutionContext.builder()
                            .interceptorContext(context)
                            .exception(failure)
                            .build(),
                    attributes);
        }
    }

    private void bind() {
        application.bind(
                List.of(new TableBinding("people", "users", List.of("id"))), UnaryOperator.identity(), name -> cache);
    }

    private static DynamoDbException refusal(String code) {
        return (DynamoDbException) DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Test
    void writeThatEndsBeforeTheBindingEvictsEveryKeyOfItsCache() {
        new Written().begin().succeed();
        assertThat(cache.taken()).isEmpty();
        bind();
        assertThat(cache.taken()).containsExactly(String.valueOf(EVERY_KEY));
    }

    /** What the sweep at the binding has evicted may have been loaded again, before the write lands. */
    @Test
    void writeThatEndsAfterTheBindingEvictsItsKeyToo() {
        Written written = new Written().begin();
        bind();
        assertThat(cache.taken()).containsExactly(String.valueOf(EVERY_KEY));
        written.succeed();
        assertThat(cache.taken()).containsExactly(KEY + " " + WriteOutcome.WRITTEN);
    }

    @Test
    void earlyWriteOfUnknownOutcomeIsOneOfUnknownOutcomeForTheCachesThatWereBoundSince() {
        Written written = new Written().begin();
        bind();
        cache.taken();
        written.fail(SdkClientException.create("reset"));
        assertThat(cache.taken()).containsExactly(KEY + " " + WriteOutcome.UNKNOWN);
    }

    @Test
    void earlyWriteThatWasRefusedEvictsOnlyIfItsConditionFailed() {
        Written refused = new Written().begin();
        Written failed = new Written().begin();
        bind();
        cache.taken();
        refused.fail(refusal("ValidationException"));
        assertThat(cache.taken()).isEmpty();
        failed.fail(refusal("ConditionalCheckFailedException"));
        assertThat(cache.taken()).containsExactly(KEY + " " + WriteOutcome.CONDITION_FAILED);
    }

    /** Its keys are looked up in the middle of the binding, so it may find its cache, or be noted as early, or both. */
    @Test
    void writeThatBeginsInTheMiddleOfTheBindingEvictsItsKeyWhenItEnds() {
        Written before = new Written().begin();
        Written amid = new Written();
        application.bind(
                List.of(new TableBinding("people", "users", List.of("id"))), UnaryOperator.identity(), name -> {
                    amid.begin();
                    return cache;
                });
        assertThat(cache.taken()).containsExactly(String.valueOf(EVERY_KEY));
        amid.succeed();
        before.succeed();
        assertThat(cache.taken()).containsExactly(KEY + " " + WriteOutcome.WRITTEN, KEY + " " + WriteOutcome.WRITTEN);
    }

    /** Another application of the JVM starts while this one runs. */
    @Test
    void writeBesideTheStartOfAnotherApplicationIsNoLessAWriteOfThisOne() {
        bind();
        try (TableWrites other = TableWrites.open()) {
            Written written = new Written().begin();
            written.succeed();
            assertThat(cache.taken()).contains(KEY + " " + WriteOutcome.WRITTEN);
            assertThat(other).isNotNull();
        }
    }

    @Test
    void writeOfAThreadBesideTheBindingIsNeverOverlooked() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            Cache bound = new Cache();
            try (TableWrites starting = TableWrites.open()) {
                Thread writer = new Thread(() -> new Written().begin().succeed());
                writer.start();
                starting.bind(
                        List.of(new TableBinding("people", "users", List.of("id"))),
                        UnaryOperator.identity(),
                        name -> bound);
                writer.join();
                assertThat(bound.evicted).isNotEmpty();
            }
        }
    }
}
