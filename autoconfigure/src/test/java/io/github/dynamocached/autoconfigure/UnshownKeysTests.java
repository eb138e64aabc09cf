package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Cached values of a bound table that do not show the key of their item: then the reads of their loads have to. */
class UnshownKeysTests extends SdkWritesFixture {

    /** Reads that return a part of an item, or a number of items. */
    static class Parts {

        private final UnshownKeysTests test;

        Parts(UnshownKeysTests test) {
            this.test = test;
        }

        private String get(String session, int number) {
            return String.valueOf(test.table
                    .getItem(Key.builder()
                            .partitionValue(session)
                            .sortValue(number)
                            .build())
                    .getText());
        }

        @DynamoCached(cache = "texts")
        public String text(String session, int number) {
            return get(session, number);
        }

        /** Reads under the bare identifier what the table keeps under a prefix. */
        @DynamoCached(cache = "texts")
        public String prefixed(String session, int number) {
            return get("S#" + session, number);
        }

        @DynamoCached(cache = "counts")
        public int count(String session) {
            return (int)
                    test
                            .table
                            .query(QueryConditional.keyEqualTo(
                                    Key.builder().partitionValue(session).build()))
                            .items()
                            .stream()
                            .count();
        }

        @DynamoCached(cache = "counts")
        public Integer countOfPrefixed(String session) {
            return test.client
                    .query(query -> query.tableName(test.tableName)
                            .keyConditionExpression("#s = :s AND #n >= :n")
                            .expressionAttributeNames(Map.of("#s", "session", "#n", "number"))
                            .expressionAttributeValues(
                                    Map.of(":s", AttributeValue.fromS("S#" + session), ":n", AttributeValue.fromN("0")))
                            .select(Select.COUNT))
                    .count();
        }

        @DynamoCached(cache = "texts")
        public String constant(String session, int number) {
            return "constant";
        }
    }

    private void playParts(Consumer<Parts> scenario) {
        table.createTable();
        table.putItem(Turn.of("a", 1, "text"));
        table.putItem(Turn.of("S#a", 1, "text"));
        application
                .withBean(Parts.class, () -> new Parts(this))
                .withPropertyValues(
                        "dynamocached.caches.texts.table=" + tableName,
                        "dynamocached.caches.texts.key-attributes=session,number",
                        "dynamocached.caches.counts.table=" + tableName,
                        "dynamocached.caches.counts.key-attributes=session")
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    scenario.accept(context.getBean(Parts.class));
                });
        table.deleteTable();
    }

    @Test
    void valueIsStoredWhoseLoadHasReadItsOwnItemOrPartition() {
        playParts(parts -> {
            try (LogCapture log = new LogCapture()) {
                assertThat(parts.text("a", 1)).isEqualTo("text");
                assertThat(parts.count("a")).isEqualTo(1);
                assertThat(stored()).containsExactly("counts:a", "texts:a:1");
                assertThat(log.text()).doesNotContain("WARN", "ERROR");
            }
        });
    }

    private void assertRefused(LogCapture log, String method, String cache, String attributes) {
        // The lease of the load is given back after the method has returned.
        await().untilAsserted(() -> assertThat(stored()).isEmpty());
        assertThat(log.text())
                .containsOnlyOnce("ERROR io.github.dynamocached.cache.FillTrial UnshownKeysTests.Parts." + method
                        + ": its results are returned but not cached in '" + cache
                        + "': the key of the entry differs from the key attributes (" + attributes
                        + ") in the request that has loaded it, by which writes to table '" + tableName
                        + "' evict. Use the values of these attributes as the key of the read, for example \"'USER#' +"
                        + " #id\" for such a partition key.");
    }

    @Test
    void valueIsNotStoredWhoseLoadHasReadAnotherItemOrPartition() {
        playParts(parts -> {
            try (LogCapture log = new LogCapture()) {
                assertThat(parts.prefixed("a", 1)).isEqualTo("text");
                assertThat(parts.prefixed("a", 1)).isEqualTo("text");
                assertRefused(log, "prefixed(String, int)", "texts", "session, number");
                assertThat(parts.countOfPrefixed("a")).isEqualTo(1);
                assertRefused(log, "countOfPrefixed(String)", "counts", "session");
            }
        });
    }

    @Test
    void oneWarningSaysThatNothingShowsTheKey() {
        playParts(parts -> {
            try (LogCapture log = new LogCapture()) {
                assertThat(parts.constant("a", 1)).isEqualTo("constant");
                assertThat(parts.constant("a", 2)).isEqualTo("constant");
                assertThat(stored()).containsExactly("texts:a:1", "texts:a:2");
                assertThat(log.text())
                        .containsOnlyOnce(
                                "WARN io.github.dynamocached.cache.FillTrial UnshownKeysTests.Parts.constant(String,"
                                        + " int): neither its results nor the reads of its loads show the key attributes (session,"
                                        + " number) by which writes to table '" + tableName
                                        + "' evict the cache 'texts'. Check that"
                                        + " the key of the method has the values of these attributes, or read the table within the"
                                        + " method, on its thread.");
            }
        });
    }
}
