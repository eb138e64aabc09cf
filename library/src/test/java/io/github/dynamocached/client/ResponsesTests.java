package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Answers of the cache beside those of DynamoDB, and what their metadata tells. */
class ResponsesTests {

    private static final AnswerOfCache HIT = AnswerOfCache.of(new Outcome(Source.HIT, "value", 3_999));

    private static IndexedTable table;

    @BeforeAll
    static void createTable() {
        table = new IndexedTable();
        for (int number = 1; number <= 3; number++) {
            table.put("ann", number, Map.of("text", IndexedTable.text("hello")));
        }
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    @ParameterizedTest
    @EnumSource(value = ReturnConsumedCapacity.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
    void itemHasWhatDynamoDbReturnsWithoutCapacity(ReturnConsumedCapacity asked) {
        for (int number : new int[] {1, 9}) {
            GetItemRequest request = GetItemRequest.builder()
                    .tableName(table.name())
                    .key(Map.of("owner", IndexedTable.text("ann"), "number", IndexedTable.number(number)))
                    .returnConsumedCapacity(asked)
                    .build();
            GetItemResponse plain = table.client().getItem(request);

            GetItemResponse cached = Responses.item(request, plain.hasItem() ? plain.item() : null, HIT);

            assertThat(cached)
                    .matches(cachedResponse -> cachedResponse.equalsBySdkFields(plain.toBuilder()
                            .consumedCapacity(zero(plain.consumedCapacity()))
                            .build()));
            assertThat(cached.hasItem()).isEqualTo(number == 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, , ",
        "TOTAL, , ",
        "INDEXES, , ",
        "NONE, by-date, ",
        "TOTAL, by-date, ",
        "INDEXES, by-date, ",
        "TOTAL, by-city, ",
        "INDEXES, by-city, ",
        ", , COUNT",
        "INDEXES, by-date, COUNT"
    })
    void pageHasWhatDynamoDbReturnsWithoutCapacity(
            @Nullable ReturnConsumedCapacity asked, @Nullable String index, @Nullable String select) {
        boolean isGlobal = "by-city".equals(index);
        for (Integer limit : new Integer[] {null, 2}) {
            QueryRequest query = QueryRequest.builder()
                    .tableName(table.name())
                    .indexName(index)
                    .select(select)
                    .limit(limit)
                    .keyConditionExpression(isGlobal ? "city = :value" : "#o = :value")
                    .expressionAttributeNames(isGlobal ? null : Map.of("#o", "owner"))
                    .expressionAttributeValues(Map.of(":value", IndexedTable.text(isGlobal ? "Riga" : "ann")))
                    .returnConsumedCapacity(asked)
                    .build();
            QueryResponse plain = table.client().query(query);

            QueryResponse cached = Responses.page(query, !isGlobal, Responses.pageOf(plain), HIT);

            assertThat(cached)
                    .matches(cachedResponse -> cachedResponse.equalsBySdkFields(plain.toBuilder()
                            .consumedCapacity(zero(plain.consumedCapacity()))
                            .build()));
            assertThat(cached.hasItems()).isEqualTo(plain.hasItems());
            assertThat(cached.hasLastEvaluatedKey()).isEqualTo(limit != null);

            ScanRequest scan = ScanRequest.builder()
                    .tableName(table.name())
                    .indexName(index)
                    .select(select)
                    .limit(limit)
                    .returnConsumedCapacity(asked)
                    .build();
            ScanResponse scanned = table.client().scan(scan);
            ScanResponse cachedScan = Responses.page(scan, !isGlobal, Responses.pageOf(scanned), HIT);
            assertThat(cachedScan)
                    .matches(cachedResponse -> cachedResponse.equalsBySdkFields(scanned.toBuilder()
                            .consumedCapacity(zero(scanned.consumedCapacity()))
                            .build()));
        }
    }

    private static @Nullable ConsumedCapacity zero(@Nullable ConsumedCapacity capacity) {
        if (capacity == null) {
            return null;
        }
        Capacity none = Capacity.builder().capacityUnits(0.0).build();
        ConsumedCapacity.Builder zero = capacity.toBuilder().capacityUnits(0.0);
        if (capacity.table() != null) {
            zero.table(none);
        }
        if (capacity.hasLocalSecondaryIndexes()) {
            zero.localSecondaryIndexes(Map.of("by-date", none));
        }
        if (capacity.hasGlobalSecondaryIndexes()) {
            zero.globalSecondaryIndexes(Map.of("by-city", none));
        }
        return zero.build();
    }

    @Test
    void answerOfTheCacheHasTheHeadersOfACacheAndNoRequestId() {
        GetItemResponse response =
                Responses.item(GetItemRequest.builder().tableName("t").build(), null, HIT);

        assertThat(response.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(response.sdkHttpResponse().isSuccessful()).isTrue();
        assertThat(response.sdkHttpResponse().firstMatchingHeader("cache-status"))
                .hasValue("DynamoCached; hit");
        assertThat(response.sdkHttpResponse().firstMatchingHeader("age")).hasValue("3");
        assertThat(response.responseMetadata().requestId()).isEqualTo("UNKNOWN");
    }

    @Test
    void metadataSurvivesCopies() {
        GetItemResponse response = Responses.item(
                GetItemRequest.builder().tableName("t").build(), Map.of("a", AttributeValue.fromN("1")), HIT);
        SdkHttpResponse copied = response.sdkHttpResponse().toBuilder().build();

        for (GetItemResponse copy : new GetItemResponse[] {
            response,
            response.copy(builder -> builder.item(null)),
            (GetItemResponse) response.toBuilder().sdkHttpResponse(copied).build()
        }) {
            CacheMetadata metadata = CacheMetadata.of(copy);
            assertThat(metadata.source()).isEqualTo(CacheMetadata.Source.HIT);
            assertThat(metadata.isFromCache()).isTrue();
            assertThat(metadata.age()).isEqualTo(Duration.ofSeconds(3));
            assertThat(metadata.storedAt().orElseThrow())
                    .isBetween(Instant.now().minusSeconds(3600), Instant.now().minusSeconds(3));
            assertThat(metadata.count(CacheMetadata.Source.HIT)).isEqualTo(1);
            assertThat(metadata.count(CacheMetadata.Source.MISS)).isZero();
            assertThat(metadata).hasToString("HIT, age 3 s");
        }
    }

    @ParameterizedTest
    @CsvSource({"HIT, HIT", "STALE, STALE", "MISS, SHARED", "BYPASS, SHARED"})
    void metadataTellsWhereAnAnswerCameFrom(Source source, CacheMetadata.Source told) {
        GetItemResponse response = Responses.item(
                GetItemRequest.builder().tableName("t").build(), null, AnswerOfCache.of(new Outcome(source, null, 0)));

        assertThat(CacheMetadata.of(response).source()).isEqualTo(told);
        assertThat(CacheMetadata.of(response).isFromCache()).isEqualTo(source == Source.HIT || source == Source.STALE);
    }

    @Test
    void loadedResponseKeepsWhatTheServiceSaid() {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table.name())
                .key(Map.of("owner", IndexedTable.text("ann"), "number", IndexedTable.number(1)))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
        GetItemResponse plain = table.client().getItem(request);

        GetItemResponse loaded = Responses.loaded(plain);

        assertThat(loaded.equalsBySdkFields(plain)).isTrue();
        assertThat(loaded.responseMetadata().requestId())
                .isEqualTo(plain.responseMetadata().requestId())
                .isNotEqualTo("UNKNOWN");
        assertThat(loaded.sdkHttpResponse().headers())
                .containsAllEntriesOf(plain.sdkHttpResponse().headers());
        CacheMetadata metadata = CacheMetadata.of(loaded);
        assertThat(metadata.source()).isEqualTo(CacheMetadata.Source.MISS);
        assertThat(metadata.age()).isZero();
        assertThat(metadata.storedAt()).isEmpty();
        assertThat(metadata).hasToString("MISS");
        assertThat(CacheMetadata.of(plain).source()).isEqualTo(CacheMetadata.Source.PASSED);
    }

    @Test
    void responseOfNoServiceHasPassed() {
        GetItemResponse made = GetItemResponse.builder().build();

        assertThat(CacheMetadata.of(made).source()).isEqualTo(CacheMetadata.Source.PASSED);
        assertThat(CacheMetadata.of(Responses.loaded(made)).source()).isEqualTo(CacheMetadata.Source.MISS);
    }

    @Test
    void metadataOfABatchCountsItsKeys() {
        Map<CacheMetadata.Source, Integer> counts = new EnumMap<>(CacheMetadata.Source.class);
        counts.put(CacheMetadata.Source.HIT, 3);
        counts.put(CacheMetadata.Source.STALE, 1);
        counts.put(CacheMetadata.Source.PASSED, 2);
        CacheMetadata hits = CacheMetadata.of(batch(counts));
        counts.put(CacheMetadata.Source.MISS, 1);
        CacheMetadata misses = CacheMetadata.of(batch(counts));

        assertThat(hits.source()).isEqualTo(CacheMetadata.Source.STALE);
        assertThat(hits.age()).isEqualTo(Duration.ofSeconds(9));
        assertThat(hits.count(CacheMetadata.Source.HIT)).isEqualTo(3);
        assertThat(hits.count(CacheMetadata.Source.STALE)).isEqualTo(1);
        assertThat(hits.count(CacheMetadata.Source.MISS)).isZero();
        assertThat(hits.count(CacheMetadata.Source.PASSED)).isEqualTo(2);
        assertThat(misses.source()).isEqualTo(CacheMetadata.Source.MISS);
        assertThat(misses.count(CacheMetadata.Source.MISS)).isEqualTo(1);
        assertThat(misses.count(CacheMetadata.Source.HIT)).isEqualTo(3);
        assertThat(CacheMetadata.of(batch(Map.of(CacheMetadata.Source.PASSED, 2)))
                        .source())
                .isEqualTo(CacheMetadata.Source.PASSED);
    }

    private static BatchGetItemResponse batch(Map<CacheMetadata.Source, Integer> counts) {
        return (BatchGetItemResponse) BatchGetItemResponse.builder()
                .sdkHttpResponse(new AnswerOfCache(CacheMetadata.statusOf(counts), 9_000))
                .build();
    }

    @Test
    void foreignStatusOfACacheIsIgnored() {
        SdkHttpResponse http = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Cache-Status", List.of("Squid; hit", "DynamoCached; hit"))
                .build();
        GetItemResponse response = (GetItemResponse)
                GetItemResponse.builder().sdkHttpResponse(http).build();

        assertThat(CacheMetadata.of(response).source()).isEqualTo(CacheMetadata.Source.HIT);
    }

    @Test
    void versionIsThatOfTheJarIfThereIsOne() {
        assertThat(CacheMetadata.libraryVersion()).matches("unknown|\\d+\\.\\d+\\.\\d+.*");
    }
}
