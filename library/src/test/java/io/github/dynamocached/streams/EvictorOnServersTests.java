package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The evictor behind a stream of DynamoDB Local, in front of a real Redis. */
class EvictorOnServersTests {

    private static final MembersTable TABLE =
            new MembersTable(SharedServers.dynamoDb(), StreamViewType.NEW_AND_OLD_IMAGES);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final RedisServer redis = SharedServers.redis();

    @AfterAll
    static void deleteTable() {
        TABLE.close();
    }

    private static StreamsEvictorBuilder evictor(RedisConnection connection) {
        return StreamsEvictor.over(new RedisEntryStore(connection))
                .bind(TABLE.name(), "stream-members", "id")
                .bind(TABLE.name(), "stream-members-by-email", "email");
    }

    private static StreamsEvictor evictor() {
        return evictor(Connections.shared()).build();
    }

    private static String handle(StreamsEvictor evictor, List<Record> records) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        String event = LambdaEvents.of(TABLE.streamArn(), records);
        evictor.handle(new ByteArrayInputStream(event.getBytes(UTF_8)), response);
        return response.toString(UTF_8);
    }

    /** An entry as another program could leave it: nothing in it matters here but that it goes. */
    private static String plant(RedisServer server, String key) {
        String name = "dynamocached:" + key;
        server.execute("HSET", name, "name", "Ada", "@x", "3 1 1 1 1 abcdefgh 1 1+");
        return name;
    }

    private static boolean isEvicted(RedisServer server, String name) {
        List<?> fields = (List<?>) Objects.requireNonNull(server.execute("HKEYS", name));
        return fields.equals(List.of("@h"));
    }

    static Stream<Map.Entry<String, Runnable>> writes() {
        return Stream.of(
                Map.entry("put over it", () -> TABLE.put("m1", "new@example.org")),
                Map.entry(
                        "update",
                        () -> TABLE.client()
                                .updateItem(update -> update.tableName(TABLE.name())
                                        .key(MembersTable.key("m1"))
                                        .updateExpression("SET email = :new")
                                        .expressionAttributeValues(
                                                Map.of(":new", AttributeValue.fromS("new@example.org"))))),
                Map.entry(
                        "delete",
                        () -> TABLE.client()
                                .deleteItem(
                                        delete -> delete.tableName(TABLE.name()).key(MembersTable.key("m1")))),
                Map.entry(
                        "batch",
                        () -> TABLE.client()
                                .batchWriteItem(batch -> batch.requestItems(Map.of(
                                        TABLE.name(),
                                        List.of(WriteRequest.builder()
                                                .putRequest(put -> put.item(MembersTable.item("m1", "new@example.org")))
                                                .build()))))),
                Map.entry(
                        "transaction",
                        () -> TABLE.client()
                                .transactWriteItems(transaction ->
                                        transaction.transactItems(List.of(TransactWriteItem.builder()
                                                .put(put -> put.tableName(TABLE.name())
                                                        .item(MembersTable.item("m1", "new@example.org")))
                                                .build())))),
                Map.entry(
                        "statement",
                        () -> TABLE.client()
                                .executeStatement(statement -> statement.statement("UPDATE \"" + TABLE.name()
                                        + "\" SET email = 'new@example.org' WHERE id = 'm1'"))));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyKindOfWriteEvictsTheItemAndBothValuesOfItsIndex(Map.Entry<String, Runnable> write) throws IOException {
        TABLE.put("m1", "old@example.org");
        TABLE.newRecords();
        String item = plant(redis, "stream-members:m1");
        String byOld = plant(redis, "stream-members-by-email:old%40example.org");
        String byNew = plant(redis, "stream-members-by-email:new%40example.org");
        String other = plant(redis, "stream-members:m2");

        write.getValue().run();

        assertThat(handle(evictor(), TABLE.newRecords())).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(isEvicted(redis, item)).isTrue();
        assertThat(isEvicted(redis, byOld)).isTrue();
        assertThat(isEvicted(redis, byNew)).isEqualTo(!write.getKey().equals("delete"));
        assertThat(isEvicted(redis, other)).isFalse();
    }

    @Test
    void itemsAndQueriesOfCachingClientsAreEvicted() throws IOException {
        TABLE.newRecords();
        String item = plant(redis, "client." + TABLE.name() + ".items:m9");
        String query = plant(redis, "client." + TABLE.name() + ".queries:m9");
        String other = plant(redis, "client." + TABLE.name() + ".queries:m1");
        StreamsEvictorBuilder clients = StreamsEvictor.over(new RedisEntryStore(Connections.shared()));
        ClientSettings.DEFAULT.bindingsOf(TABLE.name(), List.of("id")).forEach(clients::bind);
        TABLE.put("m9", "new@example.org");

        handle(clients.build(), TABLE.newRecords());

        assertThat(isEvicted(redis, item)).isTrue();
        assertThat(isEvicted(redis, query)).isTrue();
        assertThat(isEvicted(redis, other)).isFalse();
    }

    @Test
    void insertionEvictsTheAbsence() throws IOException {
        String absence = plant(redis, "stream-members:m3");
        TABLE.put("m3", "first@example.org");

        handle(evictor(), TABLE.newRecords());

        assertThat(isEvicted(redis, absence)).isTrue();
    }

    @Test
    void recordsOfTheSdkEvictToo() {
        TABLE.newRecords();
        String item = plant(redis, "stream-members:m4");
        TABLE.put("m4", "sdk@example.org");

        assertThat(evictor().evict(TABLE.streamArn(), TABLE.newRecords())).isEmpty();

        assertThat(isEvicted(redis, item)).isTrue();
    }

    @Test
    void functionThatHasJustStartedWaitsForItsConnection() throws IOException {
        TABLE.newRecords();
        TABLE.put("m6", "cold@example.org");
        String item = plant(redis, "stream-members:m6");
        try (RedisConnection connection = Connections.open(redis)) {

            handle(evictor(connection).build(), TABLE.newRecords());

            assertThat(isEvicted(redis, item)).isTrue();
        }
    }

    @Test
    void batchFailsWhileRedisIsAwayAndEvictsOnceItIsBack() throws IOException {
        TABLE.newRecords();
        TABLE.put("m7", "away@example.org");
        TABLE.put("m8", "away@example.org");
        List<Record> records = TABLE.newRecords();
        try (RedisServer own = RedisServer.start();
                RedisConnection connection = Connections.readyAt(own.port())) {
            StreamsEvictor strict = evictor(connection).patience(SHORT).build();
            StreamsEvictor partial =
                    evictor(connection).patience(SHORT).partialResponses().build();
            own.kill();

            assertThatThrownBy(() -> handle(strict, records))
                    .isInstanceOfSatisfying(
                            UnevictedRecordsException.class,
                            failure -> assertThat(failure.sequenceNumbers())
                                    .containsExactlyElementsOf(records.stream()
                                            .map(each -> each.dynamodb().sequenceNumber())
                                            .toList()))
                    .hasMessageNotContaining("away@example.org");
            assertThat(handle(partial, records))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\""
                            + records.get(0).dynamodb().sequenceNumber() + "\"},{\"itemIdentifier\":\""
                            + records.get(1).dynamodb().sequenceNumber() + "\"}]}");

            own.restart();
            String item = plant(own, "stream-members:m7");
            StreamsEvictor patient =
                    evictor(connection).patience(Duration.ofMinutes(1)).build();
            assertThat(handle(patient, records)).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(isEvicted(own, item)).isTrue();
        }
    }

    /** A mapping without ReportBatchItemFailures ignores any answer, so a function that does not throw loses the batch. */
    @Test
    void functionThrowsUnlessPartialResponsesAreAskedFor() throws IOException {
        TABLE.newRecords();
        TABLE.put("m9", "lost@example.org");
        List<Record> records = TABLE.newRecords();
        RedisSettings hurried = new RedisSettings("dynamocached", SHORT, SHORT);
        try (RedisServer hung = RedisServer.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Connections.configOf(hung), hurried))) {
            StreamsEvictor evictor = evictor(connection).patience(SHORT).build();
            hung.pause();

            assertThatThrownBy(() -> handle(evictor, records)).isInstanceOf(UnevictedRecordsException.class);
        }
    }

    @Test
    void fencesOfWritersStay() throws IOException {
        TABLE.newRecords();
        TABLE.put("m10", "fence@example.org");
        redis.execute("HSET", "dynamocached:stream-members:m10", "name", "Ada", "@w", "other:99999999999999");

        handle(evictor(), TABLE.newRecords());

        assertThat(redis.execute("HKEYS", "dynamocached:stream-members:m10"))
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrder("@w", "@h");
    }

    /** Handlers in other languages take these texts as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"1.10E+2", "0.500", "-7", "00042", "1E+20", "12345678901234567890123456789012345678"})
    void streamWritesNumbersAsKeysDo(String number) {
        TABLE.newRecords();
        TABLE.client()
                .putItem(put -> put.tableName(TABLE.name())
                        .item(Map.of("id", AttributeValue.fromS("m11"), "number", AttributeValue.fromN(number))));

        assertThat(TABLE.newRecords())
                .singleElement()
                .extracting(each -> Objects.requireNonNull(
                                each.dynamodb().newImage().get("number"))
                        .n())
                .isEqualTo(
                        CacheKey.of("numbers", List.of(new BigDecimal(number))).text());
        TABLE.client().deleteItem(delete -> delete.tableName(TABLE.name()).key(MembersTable.key("m11")));
    }
}
