package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * An application that caches the turns of sessions, each alone and each session as a whole. Nothing in it evicts: its writers
 * have no annotation. Real Redis, DynamoDB Local over HTTP.
 */
abstract class SdkWritesFixture {

    final RedisServer redis = SharedServers.redis();
    final String prefix = "test-" + UUID.randomUUID();
    final String tableName = "turns-" + UUID.randomUUID();
    final DynamoDbClient client = at(endpoint(), DynamoDbClient.builder()).build();
    final DynamoDbAsyncClient asyncClient =
            at(endpoint(), DynamoDbAsyncClient.builder()).build();
    final DynamoDbTable<Turn> table = DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .build()
            .table(tableName, TableSchema.fromBean(Turn.class));

    final ApplicationContextRunner application = Applications.runner()
            .withBean(Turns.class, () -> new Turns(table))
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "dynamocached.caches.turns.table=" + tableName,
                    "dynamocached.caches.sessions.table=" + tableName,
                    "dynamocached.caches.sessions.key-attributes=session");

    static URI endpoint() {
        return SharedServers.dynamoDb().endpoint();
    }

    /** A client of DynamoDB Local, directly or by a detour. */
    static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** One turn of a session. */
    @DynamoDbBean
    public static class Turn {

        private @Nullable String session;
        private int number;
        private @Nullable String text;

        static Turn of(String session, int number, String text) {
            Turn turn = new Turn();
            turn.setSession(session);
            turn.setNumber(number);
            turn.setText(text);
            return turn;
        }

        @DynamoDbPartitionKey
        public @Nullable String getSession() {
            return session;
        }

        public void setSession(@Nullable String session) {
            this.session = session;
        }

        @DynamoDbSortKey
        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public @Nullable String getText() {
            return text;
        }

        public void setText(@Nullable String text) {
            this.text = text;
        }
    }

    /** The reads. There is no method that writes. */
    static class Turns {

        private final DynamoDbTable<Turn> table;

        Turns(DynamoDbTable<Turn> table) {
            this.table = table;
        }

        @DynamoCached(cache = "turns")
        public @Nullable Turn find(String session, int number) {
            return table.getItem(
                    Key.builder().partitionValue(session).sortValue(number).build());
        }

        @DynamoCached(cache = "sessions")
        public List<Turn> of(String session) {
            return table
                    .query(QueryConditional.keyEqualTo(
                            Key.builder().partitionValue(session).build()))
                    .items()
                    .stream()
                    .toList();
        }

        @DynamoCached(cache = "unbound")
        public List<String> texts(String session) {
            return of(session).stream()
                    .map(turn -> String.valueOf(turn.getText()))
                    .toList();
        }
    }

    /** Plays a scenario with a table of two sessions that are cached. */
    void play(BiConsumer<Turns, SdkWritesFixture> scenario, String... properties) {
        table.createTable();
        application.withPropertyValues(properties).run(context -> {
            LocalServers.awaitRedis(context);
            scenario.accept(context.getBean(Turns.class), this);
        });
        table.deleteTable();
    }

    /** Stores what there is of the two sessions, with every read. */
    void fill(Turns turns) {
        for (String session : List.of("a", "b")) {
            for (int number = 1; number <= 3; number++) {
                Turn unused = turns.find(session, number);
            }
            turns.of(session);
            turns.texts(session);
        }
        assertThat(stored()).hasSize(10);
    }

    /** The keys that Redis holds, without the prefix. */
    List<String> stored() {
        return ((List<?>) Objects.requireNonNull(redis.execute("KEYS", prefix + ":*")))
                .stream()
                        .map(key -> String.valueOf(key).substring(prefix.length() + 1))
                        .filter(key -> !key.startsWith("@"))
                        .sorted()
                        .toList();
    }

    void awaitEvicted(String... keys) {
        await().untilAsserted(() -> assertThat(stored()).doesNotContain(keys));
    }

    static Map<String, AttributeValue> key(String session, int number) {
        return Map.of("session", AttributeValue.fromS(session), "number", AttributeValue.fromN("" + number));
    }

    static Map<String, AttributeValue> item(String session, int number, String text) {
        return Map.of(
                "session",
                AttributeValue.fromS(session),
                "number",
                AttributeValue.fromN("" + number),
                "text",
                AttributeValue.fromS(text));
    }

    /** Puts a turn of a session. */
    PutItemRequest put(String text) {
        return PutItemRequest.builder()
                .tableName(tableName)
                .item(item("a", 1, text))
                .build();
    }

    /** As another program does, which this JVM does not hear of. */
    void putElsewhere(String text) {
        client.putItem(put(text).toBuilder()
                .overrideConfiguration(TableWrites.withoutEviction(
                        AwsRequestOverrideConfiguration.builder().build()))
                .build());
    }

    /** Updates the same turn if it has a text. */
    UpdateItemRequest updateIf(String expected, String text) {
        return UpdateItemRequest.builder()
                .tableName(tableName)
                .key(key("a", 1))
                .updateExpression("SET #text = :text")
                .conditionExpression("#text = :expected")
                .expressionAttributeNames(Map.of("#text", "text"))
                .expressionAttributeValues(
                        Map.of(":text", AttributeValue.fromS(text), ":expected", AttributeValue.fromS(expected)))
                .build();
    }

    /** What the cache says of it. */
    static @Nullable String textOf(Turns turns) {
        Turn turn = turns.find("a", 1);
        return turn == null ? null : turn.getText();
    }
}
