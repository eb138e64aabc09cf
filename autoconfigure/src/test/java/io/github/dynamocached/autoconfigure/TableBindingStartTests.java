package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.annotation.DynamoCached;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Bindings at the start, before it and after the end, and those that cannot work. */
class TableBindingStartTests extends SdkWritesFixture {

    private void assertRefused(String problem, String... properties) {
        application
                .withPropertyValues(properties)
                .run(context -> assertThat(context.getStartupFailure()).hasMessageContaining(problem));
    }

    @Test
    void startSaysWhichCachesAreBound() {
        try (LogCapture log = new LogCapture()) {
            application.run(context -> assertThat(log.text())
                    .contains("Cache 'turns' is evicted by SDK writes to table '" + tableName + "' (session, number).")
                    .contains("Cache 'sessions' is evicted by SDK writes to table '" + tableName + "' (session).")
                    .contains("Cache 'turns' is strict (writes to its table evict it): its loads use consistent reads,"
                            + " which cost twice the read units."));
        }
    }

    private DynamoDbClient withTimeout(Duration timeout) {
        return at(endpoint(), DynamoDbClient.builder())
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(timeout))
                .build();
    }

    @Test
    void startWarnsOfClientsWhoseWritesMayOutliveTheirFence() {
        try (LogCapture log = new LogCapture()) {
            application
                    .withBean("patient", DynamoDbClient.class, () -> withTimeout(Duration.ofSeconds(21)))
                    .withBean("impatient", DynamoDbClient.class, () -> withTimeout(Duration.ofSeconds(19)))
                    .withBean("endless", DynamoDbClient.class, () -> client)
                    .withPropertyValues("dynamocached.defaults.fence=30s", "dynamocached.caches.sessions.fence=20s")
                    .run(context -> assertThat(log.text())
                            .containsOnlyOnce("SDK writes may leave outdated entries")
                            .contains(
                                    "WARN io.github.dynamocached.aop.BoundCaches SDK writes may leave outdated entries in"
                                            + " bound caches: the DynamoDB client 'patient' has an apiCallTimeout of 21000 ms, but"
                                            + " the shortest fence of these caches is 20000 ms. A write that lands after its fence"
                                            + " may leave the old value in a cache. Set apiCallTimeout below the fence, or set a"
                                            + " longer fence, as in dynamocached.defaults.fence."));
        }
    }

    private String startWithTexts(String... properties) {
        try (LogCapture log = new LogCapture()) {
            application
                    .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                    .withBean(Texts.class)
                    .withPropertyValues(
                            "dynamocached.caches.texts.table=" + tableName,
                            "dynamocached.caches.texts.key-attributes=text")
                    .withPropertyValues(properties)
                    .run(context -> assertThat(context).hasNotFailed());
            return log.text();
        }
    }

    @Test
    void startWarnsOfACacheThatUpdatesDoNotEvict() {
        assertThat(startWithTexts())
                .containsOnlyOnce(
                        "WARN io.github.dynamocached.aop.BoundCaches dynamocached.caches.texts.table: updates and"
                                + " deletions do not evict the cache 'texts', because their requests show only the primary key of an"
                                + " item (session, number), and not (text). A put evicts the new value of these attributes and never"
                                + " the old one. Evict the cache with @DynamoEvict as well, or follow the stream of the table"
                                + " (dynamocached.streams.tables).");
    }

    @Test
    void itDoesNotWarnIfTheStreamOfTheTableIsFollowed() {
        assertThat(startWithTexts("dynamocached.streams.tables=" + tableName))
                .contains("Cache 'texts' is evicted by SDK writes to table '" + tableName + "' (text).")
                .doesNotContain("updates and deletions do not evict");
    }

    /** A cache whose key is no part of the primary key. */
    static class Texts {

        @DynamoCached(cache = "texts")
        public @Nullable Turn by(String text) {
            return null;
        }
    }

    @Test
    void bindingWithoutEntityAndAttributesIsRefused() {
        assertRefused(
                "dynamocached.caches.unbound.table: the cache 'unbound' holds no entity, so the attributes that make its keys are"
                        + " not known. Name them in key-attributes, for example [sessionId].",
                "dynamocached.caches.unbound.table=turns");
    }

    @Test
    void bindingOfACacheThatNobodyUsesIsRefusedWithTheNearestName() {
        assertRefused(
                "dynamocached.caches.trns.table: no annotation uses the cache 'trns'. Use 'turns'. If only code uses the"
                        + " cache, name the attributes that make its keys in key-attributes, for example [sessionId].",
                "dynamocached.caches.trns.table=turns");
    }

    @Test
    void attributeThatTheEntityLacksIsRefusedWithTheNearestName() {
        assertRefused(
                "'sesion' is no attribute of " + Turn.class.getName()
                        + ", which the cache 'turns' holds. Use 'session'.",
                "dynamocached.caches.turns.key-attributes=sesion,number");
    }

    @Test
    void bindingWithAnotherNumberOfPartsThanAReadIsRefused() {
        assertRefused(
                "evict keys with the parts (session) from the cache 'turns', but SdkWritesFixture.Turns.find(String, int) reads keys"
                        + " with the parts (value, value).",
                "dynamocached.caches.turns.key-attributes=session");
    }

    @Test
    void attributesWithoutATableAndDefaultsForAllAreRefused() {
        assertRefused(
                "dynamocached.caches.unbound.key-attributes: the cache has no table.",
                "dynamocached.caches.unbound.key-attributes=session");
        assertRefused(
                "dynamocached.defaults.table: it belongs to one cache. Set it under dynamocached.caches.",
                "dynamocached.defaults.table=turns");
    }

    @Test
    void beanBindsLikeProperties() {
        table.createTable();
        application
                .withBean(
                        TableBinding.class,
                        () -> new TableBinding(
                                "arn:aws:dynamodb:eu-central-1:000000000000:table/" + tableName,
                                "unbound",
                                List.of("session")))
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    fill(context.getBean(Turns.class));
                    client.putItem(put -> put.tableName(tableName).item(item("a", 1, "new")));
                    assertThat(stored()).doesNotContain("unbound:a").contains("unbound:b");
                });
        table.deleteTable();
    }

    /** A writer that makes its client itself, as no bean. */
    static class OwnClient {

        private final DynamoDbTable<Turn> table;

        OwnClient(String table) {
            this.table = DynamoDbEnhancedClient.create().table(table, TableSchema.fromBean(Turn.class));
        }

        void save(Turn turn) {
            table.putItem(turn);
        }
    }

    @Test
    void clientThatIsNoBeanEvicts() {
        List<String> properties =
                List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrlDynamoDb");
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty(
                "aws.endpointUrlDynamoDb",
                client.serviceClientConfiguration()
                        .endpointOverride()
                        .orElseThrow()
                        .toString());
        try {
            table.createTable();
            application
                    .withBean(OwnClient.class, () -> new OwnClient(tableName))
                    .run(context -> {
                        LocalServers.awaitRedis(context);
                        fill(context.getBean(Turns.class));
                        context.getBean(OwnClient.class).save(Turn.of("a", 1, "new"));
                        assertThat(stored()).doesNotContain("turns:a:1", "sessions:a");
                    });
            table.deleteTable();
        } finally {
            properties.forEach(System::clearProperty);
        }
    }

    /** Writes while it is created, before it is known which tables are bound. */
    static class Seeder {

        Seeder(SdkWritesFixture fixture) {
            fixture.client.putItem(put -> put.tableName(fixture.tableName).item(item("a", 1, "seeded")));
        }
    }

    @Test
    void writeBeforeTheEndOfTheStartEvictsTheCachesOfItsTable() {
        table.createTable();
        application.run(context -> {
            LocalServers.awaitRedis(context);
            fill(context.getBean(Turns.class));
        });
        assertThat(stored()).contains("turns:a:1");
        application.withBean(Seeder.class, () -> new Seeder(this)).run(context -> {
            LocalServers.awaitRedis(context);
            awaitEvicted("turns:a:1", "sessions:a", "turns:b:1");
        });
        table.deleteTable();
    }

    @Test
    void applicationThatIsClosedEvictsNothingAndDisturbsNoOther() {
        table.createTable();
        application.run(context -> {
            LocalServers.awaitRedis(context);
            fill(context.getBean(Turns.class));
        });
        client.putItem(put -> put.tableName(tableName).item(item("a", 1, "new")));
        assertThat(stored()).contains("turns:a:1");
        application.run(context -> {
            LocalServers.awaitRedis(context);
            application.run(other -> assertThat(other).hasNotFailed());
            client.putItem(put -> put.tableName(tableName).item(item("a", 1, "newer")));
            assertThat(stored()).doesNotContain("turns:a:1").contains("turns:b:1");
        });
        table.deleteTable();
    }

    /** Reads under the bare identifier what the table keeps under a prefix. */
    static class Prefixed {

        private final DynamoDbTable<Turn> table;

        Prefixed(DynamoDbTable<Turn> table) {
            this.table = table;
        }

        @DynamoCached(cache = "turns")
        public @Nullable Turn find(String session, int number) {
            return table.getItem(Key.builder()
                    .partitionValue("S#" + session)
                    .sortValue(number)
                    .build());
        }
    }

    @Test
    void valueWhoseKeyAttributesAreNotItsKeyIsNotStored() {
        table.createTable();
        table.putItem(Turn.of("S#a", 1, "text"));
        application.withBean(Prefixed.class, () -> new Prefixed(table)).run(context -> {
            LocalServers.awaitRedis(context);
            try (LogCapture log = new LogCapture()) {
                context.getBean(Prefixed.class).find("a", 1);
                assertThat(log.text())
                        .contains(
                                "the key of the entry differs from the key attributes (session, number) of the item in it");
                await().untilAsserted(() -> assertThat(stored()).isEmpty());
            }
        });
        table.deleteTable();
    }
}
