package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoPut;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Writes that reach DynamoDB long after their callers have given up, or whose end the SDK never reports. */
class LateSdkWritesTests extends SdkWritesFixture {

    private static final String SHORT_FENCE = "dynamocached.defaults.fence=2s";
    private static final String LONG_FENCE = "dynamocached.defaults.fence=1m";
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HeldNetwork network = new HeldNetwork(endpoint());
    private final DynamoDbClient slow =
            at(network.endpoint(), DynamoDbClient.builder()).build();
    private final DynamoDbAsyncClient slowAsync =
            at(network.endpoint(), DynamoDbAsyncClient.builder()).build();

    private final Queue<CompletableFuture<?>> begun = new ConcurrentLinkedQueue<>();

    private PutItemRequest impatient(String text) {
        return put(text).toBuilder()
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(TIMEOUT))
                .build();
    }

    private static void awaitText(Turns turns, String text) {
        await().until(() -> text.equals(textOf(turns)));
    }

    private void fillOld(Turns turns) {
        client.putItem(put("old"));
        awaitStored(turns);
        assertThat(textOf(turns)).isEqualTo("old");
    }

    /** A fenced cache stores nothing until Redis has run for longer than the fence. */
    private void awaitStored(Turns turns) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Turn unused = turns.find("a", 1);
            assertThat(stored()).contains("turns:a:1");
        });
    }

    @Test
    void synchronousWriteThatTimesOutIsEvictedAtOnceAndAgainAfterTheFence() {
        play(
                (turns, fixture) -> {
                    fillOld(turns);
                    assertThatThrownBy(() -> slow.putItem(impatient("late")))
                            .isInstanceOf(ApiCallTimeoutException.class);
                    assertThat(stored()).doesNotContain("turns:a:1");
                    assertThat(textOf(turns)).isEqualTo("old");
                    network.release();
                    awaitText(turns, "late");
                },
                SHORT_FENCE);
    }

    /** The SDK never reports the end of such a write, neither when its caller gives up nor when it lands. */
    @Test
    void asynchronousWriteThatTimesOutIsEvictedAfterTheFence() {
        play(
                (turns, fixture) -> {
                    fillOld(turns);
                    assertThat(slowAsync.putItem(impatient("late")))
                            .failsWithin(PATIENCE)
                            .withThrowableThat()
                            .withCauseInstanceOf(ApiCallTimeoutException.class);
                    assertThat(textOf(turns)).isEqualTo("old");
                    network.release();
                    awaitText(turns, "late");
                },
                SHORT_FENCE);
    }

    @Test
    @Tag("full")
    void writeWhoseClientIsClosedMeanwhileIsEvictedAfterTheFence() {
        play(
                (turns, fixture) -> {
                    fillOld(turns);
                    CompletableFuture<PutItemResponse> unanswered = slowAsync.putItem(put("late"));
                    network.awaitHeld();
                    slowAsync.close();
                    assertThat(textOf(turns)).isEqualTo("old");
                    network.release();
                    awaitText(turns, "late");
                    assertThat(unanswered).isNotNull();
                },
                SHORT_FENCE);
    }

    /** The SDK reports exceptions, and no errors. */
    @Test
    @Tag("full")
    void writeWhoseThreadDiesIsEvictedAfterTheFence() {
        LostAnswers answers = new LostAnswers();
        DynamoDbClient dying =
                at(endpoint(), DynamoDbClient.builder()).httpClient(answers).build();
        play(
                (turns, fixture) -> {
                    fillOld(turns);
                    answers.killNext();
                    assertThatThrownBy(() -> dying.putItem(put("landed"))).isInstanceOf(StackOverflowError.class);
                    assertThat(textOf(turns)).isEqualTo("old");
                    awaitText(turns, "landed");
                },
                SHORT_FENCE);
    }

    /** A put whose method does not wait for its write. */
    static class HastyPuts {

        private final LateSdkWritesTests test;

        HastyPuts(LateSdkWritesTests test) {
            this.test = test;
        }

        @DynamoPut(cache = "turns", key = "{#session, #number}")
        public Turn save(String session, int number, String text) {
            test.begun.add(test.slowAsync.putItem(test.put(text)));
            return Turn.of(session, number, text);
        }

        @DynamoPut(cache = "turns", key = "{#session, #number}")
        public Turn saveIf(String session, int number, String expected, String text) {
            test.begun.add(test.slowAsync.updateItem(test.updateIf(expected, text)));
            return Turn.of(session, number, text);
        }
    }

    private void playPuts(BiConsumer<Turns, HastyPuts> scenario) {
        table.createTable();
        application
                .withPropertyValues(LONG_FENCE)
                .withBean(HastyPuts.class, () -> new HastyPuts(this))
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    scenario.accept(context.getBean(Turns.class), context.getBean(HastyPuts.class));
                });
        table.deleteTable();
    }

    @Test
    void writeThatLandsAfterItsPutIsNeverStoredBefore() {
        playPuts((turns, puts) -> {
            fillOld(turns);
            puts.save("a", 1, "put");
            network.awaitHeld();
            assertThat(textOf(turns)).isEqualTo("old");
            network.release();
            awaitText(turns, "put");
        });
    }

    @Test
    void writeThatIsRefusedAfterItsPutIsNeverStored() {
        playPuts((turns, puts) -> {
            fillOld(turns);
            puts.saveIf("a", 1, "other", "put");
            network.awaitHeld();
            assertThat(textOf(turns)).isEqualTo("old");
            network.release();
            assertThat(begun.remove())
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(ConditionalCheckFailedException.class);
            assertThat(textOf(turns)).isEqualTo("old");
        });
    }

    /** Reads of a fenced cache during a write, which return what DynamoDB holds and store nothing. */
    private void assertFencedDuring(Turns turns, Runnable write) {
        fillOld(turns);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(write);
        network.awaitHeld();
        assertThat(textOf(turns)).isEqualTo("old");
        putElsewhere("elsewhere");
        assertThat(textOf(turns)).isEqualTo("elsewhere");
        network.release();
        assertThat(writing).succeedsWithin(PATIENCE);
        awaitText(turns, "new");
        awaitHit(turns);
    }

    /** Waits until the cache returns what DynamoDB does not hold any more. */
    private void awaitHit(Turns turns) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String read = textOf(turns);
            putElsewhere(UUID.randomUUID().toString());
            assertThat(textOf(turns)).isEqualTo(read);
        });
    }

    @Test
    void nothingIsStoredBehindTheFenceOfASynchronousWrite() {
        play(
                (turns, fixture) -> assertFencedDuring(turns, () -> slow.putItem(put("new"))),
                "dynamocached.defaults.fence=8s",
                "dynamocached.caches.turns.consistency=fenced");
    }

    /** The announcement is sent before the request, and it is not waited for. */
    @Test
    void nothingIsStoredBehindTheFenceOfAnAsynchronousWrite() {
        play(
                (turns, fixture) -> assertFencedDuring(
                        turns, () -> slowAsync.putItem(put("new")).join()),
                "dynamocached.defaults.fence=8s",
                "dynamocached.caches.turns.consistency=fenced");
    }

    /** The fence stays as long as the write may land, and then the cache works again. */
    @Test
    @Tag("full")
    void fenceOfAWriteOfUnknownOutcomeStaysUntilItEnds() {
        play(
                (turns, fixture) -> {
                    fillOld(turns);
                    assertThatThrownBy(() -> slow.putItem(impatient("late")))
                            .isInstanceOf(ApiCallTimeoutException.class);
                    assertThat(textOf(turns)).isEqualTo("old");
                    network.release();
                    assertThat(textOf(turns)).isEqualTo("late");
                    putElsewhere("later");
                    assertThat(textOf(turns)).isEqualTo("later");
                    awaitHit(turns);
                },
                "dynamocached.defaults.fence=4s",
                "dynamocached.caches.turns.consistency=fenced");
    }
}
