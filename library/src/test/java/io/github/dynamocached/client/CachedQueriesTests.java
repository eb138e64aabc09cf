package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Query through both kinds of caching clients: what is cached, and what evicts it. */
class CachedQueriesTests extends QueriesFixture {

    /** Query by either client of a node. */
    enum Door implements BiFunction<ClientNode, QueryRequest, QueryResponse> {
        SYNCHRONOUS {
            @Override
            public QueryResponse apply(ClientNode node, QueryRequest request) {
                return node.client().query(request);
            }
        },
        ASYNCHRONOUS {
            @Override
            public QueryResponse apply(ClientNode node, QueryRequest request) {
                return node.asyncClient().query(request).join();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void pageIsLoadedConsistentlyOnceAndThenFoundOnEveryNode(Door door) {
        QueryRequest request = query(newOwner());
        QueryResponse plain = node.plain().query(request);
        node.sent();

        QueryResponse loaded = door.apply(node, request);
        List<SdkRequest> sent = node.sent();
        QueryResponse found = door.apply(other, request);

        assertThat(loaded.equalsBySdkFields(plain)).isTrue();
        assertThat(source(loaded)).isEqualTo(Source.MISS);
        assertThat(loaded.responseMetadata().requestId()).isNotEqualTo("UNKNOWN");
        assertThat(sent)
                .singleElement()
                .extracting(query -> ((QueryRequest) query).consistentRead())
                .isEqualTo(true);
        assertThat(found.equalsBySdkFields(plain)).isTrue();
        assertThat(source(found)).isEqualTo(Source.HIT);
        assertThat(found.responseMetadata().requestId()).isEqualTo("UNKNOWN");
        assertThat(other.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writeOfAnItemEvictsAllPagesOfItsPartitionAndNoOther(Door door) {
        String owner = newOwner();
        QueryRequest whole = query(owner);
        QueryRequest first = whole.toBuilder().limit(1).build();
        QueryRequest neighbour = query(newOwner());
        for (QueryRequest request : List.of(whole, first, neighbour)) {
            assertThat(source(door.apply(node, request))).isEqualTo(Source.MISS);
        }
        assertThat(source(door.apply(other, first))).isEqualTo(Source.HIT);

        other.client()
                .updateItem(update -> update.tableName(table.name())
                        .key(Map.of("owner", text(owner), "number", number(2)))
                        .updateExpression("SET note = :note")
                        .expressionAttributeValues(Map.of(":note", text("new"))));

        QueryResponse afterwards = door.apply(node, whole);
        assertThat(source(afterwards)).isEqualTo(Source.MISS);
        assertThat(afterwards.items().get(1)).containsEntry("note", text("new"));
        assertThat(source(door.apply(node, first))).isEqualTo(Source.MISS);
        assertThat(source(door.apply(node, neighbour))).isEqualTo(Source.HIT);
    }

    /** A new item is in a page in which it was not. */
    @Test
    void newAndDeletedItemsEvictThePagesInWhichTheyWereNotOrNoLongerAre() {
        String owner = newOwner();
        QueryRequest request = query(owner);
        assertThat(numbers(node.client().query(request))).containsExactly("1", "2", "3");

        node.client()
                .putItem(put -> put.tableName(table.name()).item(Map.of("owner", text(owner), "number", number(4))));
        assertThat(numbers(node.client().query(request))).containsExactly("1", "2", "3", "4");

        node.client()
                .deleteItem(delete ->
                        delete.tableName(table.name()).key(Map.of("owner", text(owner), "number", number(1))));
        assertThat(numbers(node.client().query(request))).containsExactly("2", "3", "4");
        assertThat(numbers(node.client().query(request))).containsExactly("2", "3", "4");
    }

    @Test
    void localIndexIsReadConsistentlyAndDiesWithThePartition() {
        String owner = newOwner();
        QueryRequest request =
                query(owner).toBuilder().indexName(IndexedTable.LOCAL).build();
        assertThat(numbers(node.client().query(request))).containsExactly("3", "2", "1");
        assertThat(((QueryRequest) node.sent().get(0)).consistentRead()).isTrue();
        assertThat(source(node.client().query(request))).isEqualTo(Source.HIT);

        node.client()
                .updateItem(update -> update.tableName(table.name())
                        .key(Map.of("owner", text(owner), "number", number(2)))
                        .updateExpression("SET #d = :d")
                        .expressionAttributeNames(Map.of("#d", "date"))
                        .expressionAttributeValues(Map.of(":d", text("2027"))));

        assertThat(numbers(node.client().query(request))).containsExactly("3", "1", "2");
    }

    @Test
    void globalIndexIsNotCachedWithoutATtl() {
        newOwner();
        QueryRequest request = ofCity();

        node.client().query(request);
        QueryResponse again = node.client().query(request);

        assertThat(source(again)).isEqualTo(Source.PASSED);
        assertThat(numbers(again)).hasSize(3);
    }

    private QueryRequest ofCity() {
        return QueryRequest.builder()
                .tableName(table.name())
                .indexName(IndexedTable.GLOBAL)
                .keyConditionExpression("city = :city")
                .expressionAttributeValues(Map.of(":city", text("city-" + last)))
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .build();
    }

    /** No write evicts it, which is why it needs a ttl of its own. */
    @ParameterizedTest
    @EnumSource
    void globalIndexWithATtlIsCachedUntilItEnds(Door door) {
        String owner = newOwner();
        ClientSettings settings =
                node.settings().withNamespace(ClientNode.newNamespace()).withIndexQueries(Duration.ofMinutes(30));
        try (ClientNode caching = new ClientNode(table.name(), settings)) {
            assertThat(source(door.apply(caching, ofCity()))).isEqualTo(Source.MISS);
            assertThat(((QueryRequest) caching.sent().get(0)).consistentRead()).isNull();
            table.put(owner, 9, Map.of("city", text("city-" + last)));

            QueryResponse found = door.apply(caching, ofCity());

            assertThat(source(found)).isEqualTo(Source.HIT);
            assertThat(numbers(found)).hasSize(3);
            assertThat(found.consumedCapacity().globalSecondaryIndexes()).containsOnlyKeys(IndexedTable.GLOBAL);
        }
    }

    @Test
    void consistentQueriesPass() {
        QueryRequest request = query(newOwner());
        node.client().query(request);

        QueryResponse consistent =
                node.client().query(request.toBuilder().consistentRead(true).build());

        assertThat(source(consistent)).isEqualTo(Source.PASSED);
    }

    @Test
    void manyCallsOfAColdQueryOnTwoNodesAreOneLoad() throws Exception {
        QueryRequest request = query(newOwner());
        List<Callable<QueryResponse>> calls = new ArrayList<>();
        for (int call = 1; call <= 40; call++) {
            ClientNode caller = call % 2 == 0 ? node : other;
            Door door = call % 4 < 2 ? Door.SYNCHRONOUS : Door.ASYNCHRONOUS;
            calls.add(() -> door.apply(caller, request));
        }
        node.sent();
        other.sent();
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<QueryResponse> responses = new ArrayList<>();
            for (Future<QueryResponse> call : threads.invokeAll(calls)) {
                responses.add(call.get());
            }
            assertThat(responses)
                    .allSatisfy(response -> assertThat(numbers(response)).containsExactly("1", "2", "3"));
            assertThat(responses)
                    .filteredOn(response -> source(response) == Source.MISS)
                    .hasSize(1);
        } finally {
            threads.shutdown();
        }
        assertThat(node.sent().size() + other.sent().size()).isEqualTo(1);
    }
}
