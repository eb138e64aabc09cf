package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.servers.RedisServer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What writes evict that fail, that nobody knows the outcome of, or that belong to a put. */
class SdkWriteOutcomesTests extends SdkWritesFixture {

    private final LostAnswers answers = new LostAnswers();
    private final DynamoDbClient unlucky =
            at(endpoint(), DynamoDbClient.builder()).httpClient(answers).build();

    @Test
    void writeWithoutEvictionEvictsNothing() {
        play((turns, fixture) -> {
            client.putItem(put("old"));
            assertThat(textOf(turns)).isEqualTo("old");
            putElsewhere("new");
            assertThat(textOf(turns)).isEqualTo("old");
        });
    }

    /** Else a caller would read, fail and read again until the entry expires. */
    @Test
    void failedConditionEvictsWhatItWasMadeFrom() {
        play((turns, fixture) -> {
            client.putItem(put("old"));
            assertThat(textOf(turns)).isEqualTo("old");
            putElsewhere("foreign");
            assertThatThrownBy(() -> client.updateItem(updateIf("old", "new")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThat(textOf(turns)).isEqualTo("foreign");
            putElsewhere("another");
            assertThatThrownBy(() ->
                            asyncClient.updateItem(updateIf("foreign", "new")).join())
                    .hasCauseInstanceOf(ConditionalCheckFailedException.class);
            assertThat(textOf(turns)).isEqualTo("another");
        });
    }

    @Test
    void refusedRequestEvictsNothing() {
        play((turns, fixture) -> {
            fill(turns);
            assertThatThrownBy(() -> client.updateItem(updateIf("a", "b").toBuilder()
                            .updateExpression("SET")
                            .build()))
                    .isInstanceOf(DynamoDbException.class);
            assertThat(stored()).contains("turns:a:1", "sessions:a");
        });
    }

    /** The first attempt writes, its answer is lost, and the condition of the second one fails. */
    @Test
    void conditionThatFailsAfterARetryIsUnknownAndEvictsNowAndAfterTheFence() {
        play(
                (turns, fixture) -> {
                    client.putItem(put("old"));
                    assertThat(textOf(turns)).isEqualTo("old");
                    answers.left().set(1);
                    assertThatThrownBy(() -> unlucky.updateItem(updateIf("old", "new")))
                            .isInstanceOf(ConditionalCheckFailedException.class);
                    assertThat(answers.left()).hasValue(0);
                    assertThat(textOf(turns)).isEqualTo("new");
                    assertThat(stored()).contains("turns:a:1");
                    awaitEvicted("turns:a:1");
                },
                "dynamocached.defaults.fence=2s");
    }

    /** No attempt is answered, and the write has landed. */
    @Test
    void writeWithoutAnAnswerEvictsNowAndAfterTheFence() {
        play(
                (turns, fixture) -> {
                    client.putItem(put("old"));
                    assertThat(textOf(turns)).isEqualTo("old");
                    answers.left().set(100);
                    assertThatThrownBy(() -> unlucky.putItem(put("new"))).hasStackTraceContaining("lost");
                    assertThat(textOf(turns)).isEqualTo("new");
                    assertThat(stored()).contains("turns:a:1");
                    awaitEvicted("turns:a:1");
                },
                "dynamocached.defaults.fence=2s");
    }

    @Test
    void unclearStatementEvictsEveryKeyOfTheCachesOfItsTableAndWarnsOnce() {
        play((turns, fixture) -> {
            client.putItem(put("old"));
            fill(turns);
            try (LogCapture log = new LogCapture()) {
                for (int i = 0; i < 2; i++) {
                    client.executeStatement(statement -> statement.statement("UPDATE \"" + tableName
                            + "\" SET \"text\" = 'other' WHERE \"session\" = 'a' AND \"number\" = 1"
                            + " AND begins_with(\"text\", 'o')"));
                }
                awaitEvicted("turns:a:1", "turns:b:3", "sessions:a", "sessions:b");
                assertThat(stored()).contains("unbound:a", "unbound:b");
                assertThat(log.text())
                        .containsOnlyOnce("so all keys of cache 'turns' are evicted")
                        .contains("PutItem");
            }
        });
    }

    @Test
    void tableThatGoesAndComesEvictsEveryKey() {
        play((turns, fixture) -> {
            fill(turns);
            table.deleteTable();
            awaitEvicted("turns:a:1", "turns:b:3", "sessions:a", "sessions:b");
            table.createTable();
            client.putItem(put("new"));
            assertThat(textOf(turns)).isEqualTo("new");
        });
    }

    /** With a budget of a minute, a thread that waited for Redis would not be done in time. */
    @Test
    void asynchronousWriteDoesNotWaitForRedisAndThisNodeReadsRightAtOnce() {
        try (RedisServer own = RedisServer.start()) {
            play(
                    (turns, fixture) -> {
                        client.putItem(put("old"));
                        assertThat(textOf(turns)).isEqualTo("old");
                        own.pause();
                        try {
                            assertThat(asyncClient.putItem(put("new")).get(30, TimeUnit.SECONDS))
                                    .isNotNull();
                            assertThat(textOf(turns)).isEqualTo("new");
                        } catch (Exception failure) {
                            throw new AssertionError(failure);
                        } finally {
                            own.resume();
                        }
                    },
                    "spring.data.redis.url=" + own.uri(),
                    "dynamocached.redis.evict-timeout=60s",
                    "dynamocached.redis.timeout=300ms");
        }
    }

    /** Puts through the SDK, in the ways in which that goes wrong. */
    static class Puts {

        private final SdkWritesFixture fixture;

        Puts(SdkWritesFixture fixture) {
            this.fixture = fixture;
        }

        @DynamoPut(cache = "turns", key = "{#session, #number}")
        public Turn save(String session, int number, String text) {
            Turn turn = Turn.of(session, number, text);
            fixture.table.putItem(turn);
            return turn;
        }

        @DynamoPut(cache = "turns", key = "{#session, #number}")
        public Turn saveIf(String session, int number, String expected, String text) {
            try {
                fixture.client.updateItem(UpdateItemRequest.builder()
                        .tableName(fixture.tableName)
                        .key(key(session, number))
                        .updateExpression("SET #text = :text")
                        .conditionExpression("#text = :expected")
                        .expressionAttributeNames(Map.of("#text", "text"))
                        .expressionAttributeValues(Map.of(
                                ":text", AttributeValue.fromS(text), ":expected", AttributeValue.fromS(expected)))
                        .build());
            } catch (ConditionalCheckFailedException swallowed) {
                return Turn.of(session, number, text);
            }
            return Turn.of(session, number, text);
        }
    }

    private void playPuts(BiConsumer<Turns, Puts> scenario) {
        table.createTable();
        application
                .withPropertyValues("dynamocached.defaults.hold-off=0s")
                .withBean(Puts.class, () -> new Puts(this))
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    scenario.accept(context.getBean(Turns.class), context.getBean(Puts.class));
                });
        table.deleteTable();
    }

    @Test
    void putWhoseMethodWritesThroughTheSdkIsStored() {
        playPuts((turns, puts) -> {
            puts.save("a", 1, "put");
            assertThat(stored()).contains("turns:a:1");
            assertThat(textOf(turns)).isEqualTo("put");
        });
    }

    @Test
    void putWhoseWriteWasRefusedAndSwallowedIsNotStored() {
        playPuts((turns, puts) -> {
            client.putItem(put("old"));
            assertThat(textOf(turns)).isEqualTo("old");
            puts.saveIf("a", 1, "other", "put");
            assertThat(textOf(turns)).isEqualTo("old");
        });
    }
}
