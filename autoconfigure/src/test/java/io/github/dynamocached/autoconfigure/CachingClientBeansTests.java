package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CacheMetadata;
import io.github.dynamocached.client.CacheMetadata.Source;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients that are beans of an application with {@code dynamocached.client.tables}, on DynamoDB Local and Redis. */
class CachingClientBeansTests extends SdkWritesFixture {

    private final LogCapture log = new LogCapture();

    @AfterEach
    void stopCapture() {
        log.close();
    }

    private ApplicationContextRunner withClients() {
        return application
                .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                .withBean(DynamoDbAsyncClient.class, () -> asyncClient, bean -> bean.setDestroyMethodName(""))
                .withPropertyValues(
                        "dynamocached.client.tables=" + tableName,
                        "dynamocached.client.item-ttl=7m",
                        "dynamocached.client.query-ttl=3m",
                        "dynamocached.caches[client." + tableName + ".queries].ttl=11m");
    }

    private void run(ApplicationContextRunner runner, Consumer<ApplicationContext> scenario) {
        table.createTable();
        table.putItem(Turn.of("a", 1, "old"));
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            LocalServers.awaitRedis(context);
            scenario.accept(context);
        });
        table.deleteTable();
    }

    private Source sourceOfNextRead(DynamoDbClient asked) {
        return CacheMetadata.of(asked.getItem(get -> get.tableName(tableName).key(key("a", 1))))
                .source();
    }

    @Test
    void enhancedClientOverABeanReadsThroughTheCache() {
        run(withClients(), context -> {
            DynamoDbClient caching = context.getBean(DynamoDbClient.class);
            DynamoDbAsyncClient asynchronous = context.getBean(DynamoDbAsyncClient.class);
            assertThat(sourceOfNextRead(caching)).isEqualTo(Source.MISS);
            assertThat(sourceOfNextRead(caching)).isEqualTo(Source.HIT);
            assertThat(CacheMetadata.of(asynchronous
                                    .getItem(get -> get.tableName(tableName).key(key("a", 1)))
                                    .join())
                            .source())
                    .isEqualTo(Source.HIT);
            DynamoDbEnhancedClient.builder()
                    .dynamoDbClient(caching)
                    .build()
                    .table(tableName, TableSchema.fromBean(Turn.class))
                    .putItem(Turn.of("a", 1, "new"));
            assertThat(sourceOfNextRead(caching)).isEqualTo(Source.MISS);
        });
        assertThat(log.text())
                .contains("answers reads of " + tableName + " from the cache, in namespace 'client'")
                .contains("run all of them with dynamocached.client.reads=false first");
    }

    /** A wrong declaration is not used where the table can be described. */
    @Test
    void declaredKeysReachTheClients() {
        run(withClients().withPropertyValues("dynamocached.client.keys=" + tableName + "/session/other:N"), context -> {
            DynamoDbClient caching = context.getBean(DynamoDbClient.class);
            await().until(() -> sourceOfNextRead(caching) == Source.HIT);
        });
        assertThat(log.text()).contains("has the key session, number, and not the declared one");
    }

    @Test
    void firstStepOfARollOutOnlyEvicts() {
        run(withClients().withPropertyValues("dynamocached.client.reads=false"), context -> {
            DynamoDbClient caching = context.getBean(DynamoDbClient.class);
            assertThat(sourceOfNextRead(caching)).isEqualTo(Source.PASSED);
            assertThat(sourceOfNextRead(caching)).isEqualTo(Source.PASSED);
        });
        assertThat(log.text()).contains("set dynamocached.client.reads=true");
    }

    @Test
    void propertiesOfACacheOverrideThoseOfTheClient() {
        run(withClients(), context -> {
            ReadThroughCaches caches = context.getBean(ReadThroughCaches.class);
            CacheSettings items = caches.cache("client." + tableName + ".items").settings();
            CacheSettings queries =
                    caches.cache("client." + tableName + ".queries").settings();
            assertThat(items.ttl()).isEqualTo(Duration.ofMinutes(7));
            assertThat(items.holdOff()).isZero();
            assertThat(queries.ttl()).isEqualTo(Duration.ofMinutes(11));
            assertThat(queries.maxVariants()).isEqualTo(20);
        });
    }

    @Test
    void withoutTablesNoClientIsWrapped() {
        run(
                application.withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName("")),
                context -> assertThat(context.getBean(DynamoDbClient.class)).isSameAs(client));
    }

    @Test
    void clientIsDetachedWhenItsApplicationEnds() {
        DynamoDbClient[] caching = new DynamoDbClient[1];
        table.createTable();
        table.putItem(Turn.of("a", 1, "old"));
        withClients().run(context -> {
            caching[0] = context.getBean(DynamoDbClient.class);
            assertThat(Proxy.isProxyClass(caching[0].getClass())).isTrue();
        });
        assertThat(sourceOfNextRead(caching[0])).isEqualTo(Source.PASSED);
        table.deleteTable();
    }

    @Test
    void beanOfAClassOfItsOwnStaysAsItIs() {
        OwnClient own = new OwnClient();
        application
                .withBean(OwnClient.class, () -> own)
                .withPropertyValues("dynamocached.client.tables=" + tableName)
                .run(context ->
                        assertThat(context.getBean(DynamoDbClient.class)).isSameAs(own));
        assertThat(log.text()).contains("OwnClient, so it is not replaced by a caching client");
    }

    /** A client that nobody calls. */
    static class OwnClient implements DynamoDbClient {

        @Override
        public String serviceName() {
            return "own";
        }

        @Override
        public void close() {}
    }

    @Test
    void wrongPropertiesAreReportedByTheirNames() {
        application
                .withPropertyValues(
                        "dynamocached.client.tables=" + tableName,
                        "dynamocached.client.scan-ttl=-1s",
                        "dynamocached.client.namespace=a b",
                        "dynamocached.client.keys=other",
                        "dynamocached.client.item-tl=1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("dynamocached.client.scan-ttl")
                        .hasMessageContaining("dynamocached.client.namespace")
                        .hasMessageContaining("Use table/partition-key or table/partition-key/sort-key")
                        .hasMessageContaining("Use dynamocached.client.item-ttl, or remove it"));
    }

    @Test
    void namesThatAreNotThoseOfTablesAreReported() {
        application
                .withPropertyValues(
                        "dynamocached.client.tables=users,arn:aws:dynamodb:eu-central-1:1:table/turns",
                        "dynamocached.client.keys=users/id,tokens/id")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage(
                                "dynamocached.client.keys: \"users/id, tokens/id\" cannot be used. Use only tables that"
                                        + " are in dynamocached.client.tables.\n"
                                        + "dynamocached.client.tables: \"users, arn:aws:dynamodb:eu-central-1:1:table/turns\" cannot"
                                        + " be used. Use the names of tables, without ARNs."));
    }

    @Test
    void clientsOfTwoRegionsAreReportedWithTheirProperty() {
        try (DynamoDbClient other = at(endpoint(), DynamoDbClient.builder())
                .region(Region.US_WEST_2)
                .build()) {
            withClients()
                    .withBean("other", DynamoDbClient.class, () -> other, bean -> bean.setDestroyMethodName(""))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(MisuseException.class)
                            .message()
                            .startsWith("dynamocached.client.tables: the bean 'other' cannot be a caching client. The"
                                    + " namespace 'client' belongs to a caching client of endpoint ")
                            .endsWith("Give each endpoint and region a namespace of its own. To leave a bean without a"
                                    + " cache, declare it as a class of its own."));
        }
    }
}
