package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.StreamListener;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.client.CacheMetadata;
import io.github.dynamocached.client.CacheMetadata.Source;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.streams.StreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** An application that follows the stream of its table, on DynamoDB Local and Redis. Its writes evict nothing themselves. */
class FollowedStreamTests extends SdkWritesFixture {

    private static final AwsRequestOverrideConfiguration QUIET = TableWrites.withoutEviction(
            AwsRequestOverrideConfiguration.builder().build());

    /** Plays a scenario with an application that reads the stream, after the eviction of all keys at the beginning. */
    private void follow(Consumer<ApplicationContext> scenario, String... properties) {
        table.createTable(create -> create.streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        AtomicLong sweeps = new AtomicLong();
        application
                .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                .withBean(StreamListener.class, () -> new StreamListener() {
                    @Override
                    public void onSweep(String swept) {
                        sweeps.incrementAndGet();
                    }
                })
                .withPropertyValues("dynamocached.streams.tables=" + tableName)
                .withPropertyValues(properties)
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    await().atMost(Duration.ofSeconds(30)).until(() -> sweeps.get() > 0);
                    scenario.accept(context);
                });
        table.deleteTable();
    }

    @Test
    @Tag("full")
    void everyKindOfWriteIsEvicted() {
        follow(context -> {
            Turns turns = context.getBean(Turns.class);
            fill(turns);
            client.putItem(
                    put -> put.tableName(tableName).item(item("a", 1, "new")).overrideConfiguration(QUIET));
            awaitEvicted("turns:a:1", "sessions:a");
            fill(turns);
            client.updateItem(update -> update.tableName(tableName)
                    .key(key("a", 1))
                    .updateExpression("SET #text = :text")
                    .expressionAttributeNames(Map.of("#text", "text"))
                    .expressionAttributeValues(Map.of(":text", AttributeValue.fromS("newer")))
                    .overrideConfiguration(QUIET));
            awaitEvicted("turns:a:1", "sessions:a");
            fill(turns);
            client.deleteItem(
                    delete -> delete.tableName(tableName).key(key("a", 1)).overrideConfiguration(QUIET));
            awaitEvicted("turns:a:1", "sessions:a");
            assertThat(stored()).contains("turns:a:2", "turns:b:1", "sessions:b", "unbound:a");
            assertThat(context.getBean(StreamReader.class).states())
                    .singleElement()
                    .satisfies(
                            state -> assertThat(state.isWell()).as("%s", state).isTrue());
            assertThat(context.getBean(HealthIndicator.class).health())
                    .extracting(Health::getDetails)
                    .satisfies(details -> assertThat(details)
                            .doesNotContainKey("degraded")
                            .extractingByKey("streams")
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .extractingByKey(tableName)
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .containsEntry("leader", true)
                            .doesNotContainKey("notWellSince"));
        });
    }

    private List<Source> sources(DynamoDbClient asked, Map<String, AttributeValue> key) {
        GetItemResponse item = asked.getItem(get -> get.tableName(tableName).key(key));
        QueryResponse page = asked.query(query -> query.tableName(tableName)
                .keyConditionExpression("#session = :session")
                .expressionAttributeNames(Map.of("#session", "session"))
                .expressionAttributeValues(Map.of(":session", Objects.requireNonNull(key.get("session")))));
        return List.of(CacheMetadata.of(item).source(), CacheMetadata.of(page).source());
    }

    /** A table that only a client caches. Nobody has declared its keys. */
    @Test
    void foreignWritesEvictItemsAndPartitionsOfClients() {
        List<Source> hits = List.of(Source.HIT, Source.HIT);
        List<Source> misses = List.of(Source.MISS, Source.MISS);
        follow(
                context -> {
                    DynamoDbClient caching = context.getBean(DynamoDbClient.class);
                    assertThat(sources(caching, key("a", 1))).isEqualTo(misses);
                    assertThat(sources(caching, key("b", 1))).isEqualTo(misses);
                    assertThat(sources(caching, key("a", 1))).isEqualTo(hits);
                    client.putItem(put ->
                            put.tableName(tableName).item(item("a", 1, "new")).overrideConfiguration(QUIET));
                    awaitEvicted("client." + tableName + ".items:a:1", "client." + tableName + ".queries:a");
                    assertThat(sources(caching, key("a", 1))).isEqualTo(misses);
                    assertThat(caching.getItem(get -> get.tableName(tableName).key(key("a", 1)))
                                    .item())
                            .containsEntry("text", AttributeValue.fromS("new"));
                    assertThat(sources(caching, key("b", 1))).isEqualTo(hits);
                    client.deleteItem(delete ->
                            delete.tableName(tableName).key(key("a", 1)).overrideConfiguration(QUIET));
                    awaitEvicted("client." + tableName + ".items:a:1", "client." + tableName + ".queries:a");
                    assertThat(caching.getItem(get -> get.tableName(tableName).key(key("a", 1)))
                                    .hasItem())
                            .isFalse();
                },
                "dynamocached.caches.turns.table=other-" + tableName,
                "dynamocached.caches.sessions.table=other-" + tableName,
                "dynamocached.client.tables=" + tableName);
    }

    /** Writers whose values are evicted again a moment later, and one whose put evicts anyway. */
    static class Writers {

        @DynamoPut("turns")
        public Turn save(Turn turn) {
            return turn;
        }

        @DynamoPut("turns")
        public void saveWithoutResult(Turn turn) {}
    }

    private String startWithPuts(String... properties) {
        try (LogCapture log = new LogCapture()) {
            application
                    .withBean(Writers.class)
                    .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                    .withPropertyValues(properties)
                    .run(context -> assertThat(context).hasNotFailed());
            return log.text();
        }
    }

    @Test
    void startSaysThatTheStreamEvictsWhatPutsStore() {
        assertThat(startWithPuts("dynamocached.streams.tables=" + tableName))
                .containsOnlyOnce("INFO io.github.dynamocached.aop.BoundCaches Values that @DynamoPut on"
                        + " FollowedStreamTests.Writers.save(Turn) stores in the cache 'turns' are evicted again, usually within"
                        + " a second, because the stream of table '" + tableName
                        + "' is followed and reports each write. If no"
                        + " read needs them that soon, use @DynamoEvict instead: it evicts, and stores nothing.");
        assertThat(startWithPuts()).doesNotContain("are evicted again");
    }

    @Test
    void tableWithoutCachesIsRefused() {
        application
                .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                .withPropertyValues("dynamocached.streams.tables=other")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("dynamocached.streams.tables: no cache is bound to table 'other', so its"
                                + " stream would evict nothing. Set the property table of a cache to it, list it in"
                                + " dynamocached.client.tables, or remove it."));
    }
}
