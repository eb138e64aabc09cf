package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.micrometer.CacheMeters;
import io.github.dynamocached.store.Slot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** The units that loads consume and hits save are those that DynamoDB charges, and a caller who did not ask sees none. */
class ReadCostTests extends TwoTablesFixture {

    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemoryServer server = new InMemoryServer();
    private final List<Node> nodes = new ArrayList<>();
    private final Slot slot = slot();

    @BeforeAll
    static void putLargeItem() {
        CLIENT.putItem(put -> put.tableName(US)
                .item(Map.of(
                        "id", AttributeValue.fromS("large"),
                        "email", AttributeValue.fromS("l@b.c"),
                        "text", AttributeValue.fromS("x".repeat(11_000)))));
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    private Node node(Consistency consistency) {
        Node node = new Node(
                new InMemoryEntryStore(server),
                new InMemoryLoadLock(server),
                Node.SETTINGS.with().consistency(consistency).build(),
                Node.GENEROUS,
                List.of(new CacheMeters(registry)));
        nodes.add(node);
        return node;
    }

    private double consumed(String reads) {
        return registry.get("dynamocached.units.consumed")
                .tag("reads", reads)
                .counter()
                .count();
    }

    private double saved() {
        return registry.get("dynamocached.units.saved").functionCounter().count();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static SdkResponse get(String id, @Nullable ReturnConsumedCapacity asked) {
        return CLIENT.getItem(get -> get.tableName(US).key(key(id)).returnConsumedCapacity(asked));
    }

    private static List<ConsumedCapacity> capacityOf(SdkResponse response) {
        Object consumed =
                response.getValueForField("ConsumedCapacity", Object.class).orElse(List.of());
        return consumed instanceof ConsumedCapacity one
                ? List.of(one)
                : ((Collection<?>) consumed)
                        .stream().map(ConsumedCapacity.class::cast).toList();
    }

    private static double charged(SdkResponse response) {
        return capacityOf(response).stream()
                .mapToDouble(ConsumedCapacity::capacityUnits)
                .sum();
    }

    /** A read that asks for its cost or not. */
    private interface Read {

        SdkResponse send(@Nullable ReturnConsumedCapacity asked);
    }

    private static Arguments named(String name, Read read) {
        return Arguments.of(name, read);
    }

    private static TransactGetItem transactGet(String table) {
        return TransactGetItem.builder()
                .get(Get.builder().tableName(table).key(key("1")).build())
                .build();
    }

    static Stream<Arguments> reads() {
        Map<String, KeysAndAttributes> tables = Map.of(US, keys(null), EU, keys(null));
        ParameterizedStatement select =
                ParameterizedStatement.builder().statement(selectOf(US)).build();
        return Stream.of(
                named("GetItem", asked -> get("large", asked)),
                named("GetItem of no item", asked -> get("none", asked)),
                named(
                        "Query",
                        asked -> CLIENT.query(query -> query.tableName(US)
                                .keyConditionExpression("id = :id")
                                .expressionAttributeValues(Map.of(":id", AttributeValue.fromS("large")))
                                .returnConsumedCapacity(asked))),
                named("Scan", asked -> CLIENT.scan(scan -> scan.tableName(US).returnConsumedCapacity(asked))),
                named(
                        "BatchGetItem",
                        asked -> CLIENT.batchGetItem(
                                batch -> batch.requestItems(tables).returnConsumedCapacity(asked))),
                named(
                        "TransactGetItems",
                        asked -> CLIENT.transactGetItems(transaction -> transaction
                                .transactItems(transactGet(US), transactGet(EU))
                                .returnConsumedCapacity(asked))),
                named(
                        "ExecuteStatement",
                        asked -> CLIENT.executeStatement(
                                statement -> statement.statement(selectOf(US)).returnConsumedCapacity(asked))),
                named(
                        "BatchExecuteStatement",
                        asked -> CLIENT.batchExecuteStatement(batch ->
                                batch.statements(batched(selectOf(US), null)).returnConsumedCapacity(asked))),
                named(
                        "ExecuteTransaction",
                        asked -> CLIENT.executeTransaction(transaction ->
                                transaction.transactStatements(select).returnConsumedCapacity(asked))));
    }

    /** DynamoDB Local does not say what statements cost. */
    @ParameterizedTest
    @MethodSource("reads")
    void unitsOfHitsAreThoseThatDynamoDbChargesWithoutACache(String name, Read read) {
        double charged = charged(read.send(TOTAL));
        assertThat(charged > 0).isEqualTo(!name.contains("Execute"));
        Node node = node(Consistency.EVENTUAL);
        List<SdkResponse> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            node.read(slot, () -> {
                seen.add(read.send(null));
                return "value";
            });
        }
        assertThat(seen).hasSize(1);
        assertThat(capacityOf(seen.get(0))).isEmpty();
        assertThat(seen.get(0).equalsBySdkFields(read.send(null))).isTrue();
        assertThat(saved()).isEqualTo(3 * charged);
        assertThat(consumed("eventual") + consumed("consistent")).isEqualTo(charged);
        assertThat(saved() + charged).isEqualTo(4 * charged(read.send(TOTAL)));
    }

    @Test
    void strictLoadConsumesTwiceAsMuchAndItsHitsSaveThat() {
        double charged = charged(get("large", TOTAL));
        Node node = node(Consistency.STRICT);
        for (int i = 0; i < 3; i++) {
            node.read(slot, () -> String.valueOf(get("large", null)));
        }
        assertThat(consumed("consistent")).isEqualTo(2 * charged);
        assertThat(consumed("eventual")).isZero();
        assertThat(saved()).isEqualTo(4 * charged);
    }

    @Test
    void callerWhoAskedSeesTheCostAndItCounts() {
        Node node = node(Consistency.EVENTUAL);
        List<Double> seen = new ArrayList<>();
        node.read(slot, () -> {
            seen.add(charged(get("large", TOTAL)));
            return "value";
        });
        assertThat(seen).containsExactly(1.5);
        assertThat(consumed("eventual")).isEqualTo(1.5);
    }

    @Test
    void readWhoseCallerWantsNoCostIsLeftAlone() {
        Node node = node(Consistency.EVENTUAL);
        node.read(slot, () -> String.valueOf(get("1", ReturnConsumedCapacity.NONE)));
        node.read(slot, () -> "not loaded");
        assertThat(consumed("eventual")).isZero();
        assertThat(saved()).isZero();
    }

    @Test
    void readOutsideALoadIsLeftAlone() {
        SENT.clear();
        get("1", null);
        assertThat(SENT)
                .singleElement()
                .satisfies(request -> assertThat(ReadCosts.isDecided(request)).isFalse());
    }

    @Test
    void absenceCostsTooAndItsHitsSaveThat() {
        Node node = node(Consistency.EVENTUAL);
        BlockingLoader absent = () -> {
            assertThat(get("none", null)).isNotNull();
            return null;
        };
        node.read(slot, absent);
        node.read(slot, absent);
        assertThat(consumed("eventual")).isEqualTo(0.5);
        assertThat(saved()).isEqualTo(0.5);
    }

    @Test
    void batchIsDividedAmongItsKeysAndNothingIsLost() {
        Node node = node(Consistency.EVENTUAL);
        List<Slot> slots = IntStream.range(0, 3).mapToObj(i -> slot()).toList();
        for (int i = 0; i < 2; i++) {
            node.readAll(slots, missing -> {
                get("large", null);
                get("1", null);
                Map<Slot, Optional<Object>> values = new HashMap<>();
                missing.forEach(one -> values.put(one, Optional.of("value")));
                return values;
            });
        }
        assertThat(consumed("eventual")).isEqualTo(2);
        assertThat(saved()).isEqualTo(2);
        assertThat(slots.stream()
                        .map(one -> node.read(one, () -> "not loaded").halfUnits())
                        .collect(Collectors.toList()))
                .containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void nestedLoadConsumesOnceAndTheHitOfTheOuterSavesIt() {
        Node node = node(Consistency.EVENTUAL);
        Slot inner = slot();
        BlockingLoader load = () -> {
            node.read(inner, () -> String.valueOf(get("large", null)));
            return String.valueOf(get("1", null));
        };
        node.read(slot, load);
        assertThat(consumed("eventual")).isEqualTo(2);
        node.read(slot, load);
        assertThat(saved()).isEqualTo(2);
    }

    @Test
    void loadThatFailsHasConsumedWhatItRead() {
        Node node = node(Consistency.EVENTUAL);
        assertThatThrownBy(() -> node.read(slot, () -> {
                    get("1", null);
                    throw new IllegalStateException("after the read");
                }))
                .hasRootCauseMessage("after the read");
        assertThat(consumed("eventual")).isEqualTo(0.5);
    }

    @Test
    void loadThatBypassesTheCacheConsumesToo() {
        Node node = node(Consistency.EVENTUAL);
        node.store().failNext(ControlledEntryStore.Kind.READ);
        node.read(slot, () -> String.valueOf(get("1", null)));
        assertThat(consumed("eventual")).isEqualTo(0.5);
    }
}
