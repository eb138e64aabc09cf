package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.client.CacheMetadata.Source;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Scan through both kinds of caching clients, in front of a real Redis and DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedScansTests {

    private final IndexedTable table = new IndexedTable();
    private ClientNode node = newNode();
    private ClientNode other = new ClientNode(table.name(), node.settings());

    /** Scan by either client of a node. */
    enum Door implements BiFunction<ClientNode, ScanRequest, ScanResponse> {
        SYNCHRONOUS {
            @Override
            public ScanResponse apply(ClientNode node, ScanRequest request) {
                return node.client().scan(request);
            }
        },
        ASYNCHRONOUS {
            @Override
            public ScanResponse apply(ClientNode node, ScanRequest request) {
                return node.asyncClient().scan(request).join();
            }
        }
    }

    private ClientNode newNode() {
        return new ClientNode(
                table.name(),
                ClientNode.SETTINGS.withNamespace(ClientNode.newNamespace()).withScans(Duration.ofMinutes(30)));
    }

    /** Scans of each test are in a namespace of their own. */
    @BeforeEach
    void begin() {
        closeNodes();
        node = newNode();
        other = new ClientNode(table.name(), node.settings());
        table.put("ann", 1, Map.of());
        table.put("bob", 2, Map.of());
    }

    private void closeNodes() {
        node.close();
        other.close();
    }

    @AfterAll
    void close() {
        closeNodes();
        table.close();
    }

    private ScanRequest scan() {
        return ScanRequest.builder().tableName(table.name()).build();
    }

    private static Source source(ScanResponse response) {
        return CacheMetadata.of(response).source();
    }

    @ParameterizedTest
    @EnumSource
    void pageIsCachedAtTheSecondCallOfTheSameScan(Door door) {
        ScanRequest request = scan().toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
        ScanResponse plain = node.plain().scan(request);

        assertThat(source(door.apply(node, request))).isEqualTo(Source.PASSED);
        assertThat(source(door.apply(other, request))).isEqualTo(Source.MISS);
        node.sent();
        ScanResponse found = door.apply(node, request);

        assertThat(source(found)).isEqualTo(Source.HIT);
        assertThat(node.sent()).isEmpty();
        assertThat(found.items()).isEqualTo(plain.items());
        assertThat(found.count()).isEqualTo(plain.count());
        assertThat(found.consumedCapacity().capacityUnits()).isZero();
    }

    @Test
    void walkThatIsMadeOnceLeavesMarksAlone() {
        for (ScanResponse page :
                node.client().scanPaginator(scan().toBuilder().limit(1).build())) {
            assertThat(source(page)).isEqualTo(Source.PASSED);
        }

        String cache = node.settings().scansOf(table.name());
        CacheKey first = CacheKey.of(
                cache, List.of(RequestDigest.of(scan().toBuilder().limit(1).build())));
        assertThat(node.caches().look(first).variants())
                .singleElement()
                .satisfies(variant -> assertThat(variant.variant()).isEqualTo("seen"));
    }

    @Test
    void paginatorsWalkOverCachedPages() {
        ScanRequest request = scan().toBuilder().limit(1).build();
        for (int walk = 1; walk <= 2; walk++) {
            assertThat(node.client().scanPaginator(request).items()).hasSize(2);
        }
        node.sent();

        assertThat(node.client().scanPaginator(request).items()).hasSize(2);
        assertThat(node.asyncClient()
                        .scanPaginator(request)
                        .items()
                        .subscribe(item -> assertThat(item).containsKey("owner")))
                .succeedsWithin(Duration.ofSeconds(30));
        assertThat(node.sent()).isEmpty();
    }

    @Test
    void segmentsHavePagesOfTheirOwn() {
        ScanRequest first = scan().toBuilder().segment(0).totalSegments(2).build();
        ScanRequest second = first.toBuilder().segment(1).build();
        for (ScanRequest request : List.of(first, first, second)) {
            node.client().scan(request);
        }

        assertThat(source(node.client().scan(first))).isEqualTo(Source.HIT);
        assertThat(source(node.client().scan(second))).isEqualTo(Source.MISS);
        assertThat(node.client().scan(first).count()
                        + node.client().scan(second).count())
                .isEqualTo(2);
    }

    /** A write does not evict scans. They are right within their ttl alone. */
    @Test
    void writesLeavePagesAndEvictAllDoesNot() {
        for (int call = 1; call <= 2; call++) {
            node.client().scan(scan());
        }
        node.client()
                .putItem(put -> put.tableName(table.name())
                        .item(Map.of("owner", text("eve"), "number", IndexedTable.number(3))));
        assertThat(node.client().scan(scan()).items()).hasSize(2);

        node.caches().cache(node.settings().scansOf(table.name())).evictAll();

        assertThat(node.client().scan(scan()).items()).hasSize(3);
        table.client()
                .deleteItem(delete -> delete.tableName(table.name())
                        .key(Map.of("owner", text("eve"), "number", IndexedTable.number(3))));
    }

    @Test
    void consistentScansAndScansWithoutATtlPass() {
        ScanRequest consistent = scan().toBuilder().consistentRead(true).build();
        try (ClientNode without = new ClientNode(table.name())) {
            for (int call = 1; call <= 3; call++) {
                assertThat(source(node.client().scan(consistent))).isEqualTo(Source.PASSED);
                assertThat(source(without.client().scan(scan()))).isEqualTo(Source.PASSED);
                assertThat(source(without.asyncClient().scan(scan()).join())).isEqualTo(Source.PASSED);
            }
        }
    }

    @Test
    void indexesAreScannedTooAndReadEventually() {
        for (String index : List.of(IndexedTable.LOCAL, IndexedTable.GLOBAL)) {
            ScanRequest request = scan().toBuilder().indexName(index).build();
            for (int call = 1; call <= 2; call++) {
                node.client().scan(request);
            }
            assertThat(source(node.client().scan(request))).isEqualTo(Source.HIT);
        }
        assertThat(node.sent()).allMatch(sent -> ((ScanRequest) sent).consistentRead() == null);
    }

    @ParameterizedTest
    @EnumSource
    void refusedScanFailsAsEverAndLeavesNoMark(Door door) {
        ScanRequest refused = scan().toBuilder().filterExpression("name = ").build();

        for (int call = 1; call <= 3; call++) {
            assertThatThrownBy(() -> door.apply(node, refused))
                    .satisfies(thrown -> assertThat(Failures.unwrapped(thrown))
                            .isInstanceOf(DynamoDbException.class)
                            .hasMessageContaining("Invalid FilterExpression"));
        }
        CacheKey key = CacheKey.of(node.settings().scansOf(table.name()), List.of(RequestDigest.of(refused)));
        assertThat(node.caches().look(key).variants()).isEmpty();
    }

    /** The first scan is made once, and so is the second one. */
    @Test
    void manyCallsOfANewScanAtOnceMakeTwoScans() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Future<ScanResponse>> scans = threads.invokeAll(
                    Collections.nCopies(40, () -> node.client().scan(scan())));
            for (Future<ScanResponse> scan : scans) {
                assertThat(scan.get().items()).hasSize(2);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(node.sent()).hasSize(2);
    }
}
