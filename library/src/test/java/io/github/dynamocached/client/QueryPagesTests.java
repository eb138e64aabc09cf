package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Pages of queries: which are the same, how many and how large ones are stored, and walks over them. */
class QueryPagesTests extends QueriesFixture {

    private static final String KIBIBYTE = "x".repeat(1024);

    /** Whatever decides the result is part of the variant; what does not, is not. */
    @Test
    void everyFormOfAQueryHasItsOwnPage() {
        String owner = newOwner();
        QueryRequest base = query(owner);
        List<QueryRequest> forms = List.of(
                base,
                base.toBuilder().limit(2).build(),
                base.toBuilder().scanIndexForward(false).build(),
                base.toBuilder().select(Select.COUNT).build(),
                base.toBuilder().projectionExpression("city").build(),
                base.toBuilder()
                        .filterExpression("city <> :city")
                        .expressionAttributeValues(Map.of(":o", text(owner), ":city", text("Riga")))
                        .build(),
                base.toBuilder()
                        .exclusiveStartKey(Map.of("owner", text(owner), "number", number(1)))
                        .build(),
                QueryRequest.builder()
                        .tableName(table.name())
                        .keyConditions(Map.of("owner", equalTo(text(owner))))
                        .attributesToGet("number")
                        .build());
        for (QueryRequest form : forms) {
            assertThat(source(node.client().query(form))).isEqualTo(Source.MISS);
        }
        for (QueryRequest form : forms) {
            QueryResponse found = node.client()
                    .query(form.toBuilder()
                            .consistentRead(false)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build());
            assertThat(source(found)).isEqualTo(Source.HIT);
            assertThat(found.consumedCapacity().capacityUnits()).isZero();
            assertThat(found.toBuilder()
                            .consumedCapacity((ConsumedCapacity) null)
                            .build()
                            .equalsBySdkFields(node.plain().query(form)))
                    .isTrue();
        }
    }

    private static Condition equalTo(AttributeValue value) {
        return Condition.builder()
                .comparisonOperator(ComparisonOperator.EQ)
                .attributeValueList(value)
                .build();
    }

    /** The number is one partition, however it is written, and its pages die with it. */
    @Test
    void writtenFormOfANumberOrOfBytesDoesNotMatter() {
        try (IndexedTable numbered = new IndexedTable(ScalarAttributeType.N, ScalarAttributeType.B);
                ClientNode caching = new ClientNode(numbered.name())) {
            AttributeValue one = AttributeValue.fromN("1");
            numbered.put(one, bytes(0xFF, 0), Map.of());
            for (String written : List.of("1", "1.0", "+1", "10E-1")) {
                QueryRequest request = query("any").toBuilder()
                        .tableName(numbered.name())
                        .expressionAttributeValues(Map.of(":o", AttributeValue.fromN(written)))
                        .build();
                assertThat(caching.client().query(request).items()).hasSize(1);
                assertThat(source(caching.client().query(request))).as(written).isEqualTo(Source.HIT);

                caching.client()
                        .updateItem(update -> update.tableName(numbered.name())
                                .key(Map.of("owner", AttributeValue.fromN("1.00"), "number", bytes(0xFF, 0)))
                                .updateExpression("SET note = :note")
                                .expressionAttributeValues(Map.of(":note", text(written))));

                QueryResponse afterwards = caching.client().query(request);
                assertThat(source(afterwards)).isEqualTo(Source.MISS);
                assertThat(afterwards.items().get(0)).containsEntry("note", text(written));
            }
        }
    }

    private static AttributeValue bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    /** DynamoDB ends a page at a megabyte. Such a page is too large for a partition's hash, but smaller ones are not. */
    @Test
    void pageOfAMegabyteIsReturnedWithItsLastKeyAndNotStored() {
        last++;
        String owner = "owner-" + last;
        for (int number = 1; number <= 12; number++) {
            table.put(owner, number, Map.of("text", text(KIBIBYTE.repeat(100))));
        }
        QueryRequest request = query(owner);
        QueryResponse plain = node.plain().query(request);
        assertThat(plain.hasLastEvaluatedKey()).isTrue();

        for (int call = 1; call <= 2; call++) {
            QueryResponse page = node.client().query(request);
            assertThat(page.equalsBySdkFields(plain)).isTrue();
            assertThat(source(page)).isEqualTo(Source.MISS);
        }
        QueryRequest rest =
                request.toBuilder().exclusiveStartKey(plain.lastEvaluatedKey()).build();
        assertThat(node.client().query(rest).items()).hasSizeLessThan(3);
        assertThat(source(node.client().query(rest))).isEqualTo(Source.HIT);
        assertThat(source(node.client().query(request.toBuilder().limit(1).build())))
                .isEqualTo(Source.MISS);
        assertThat(source(node.client().query(request.toBuilder().limit(1).build())))
                .isEqualTo(Source.HIT);
    }

    @Test
    void partitionHasAtMostTwentyPages() {
        QueryRequest request = query(newOwner());
        for (int limit = 1; limit <= 21; limit++) {
            node.client().query(request.toBuilder().limit(limit).build());
        }

        assertThat(source(node.client().query(request.toBuilder().limit(20).build())))
                .isEqualTo(Source.HIT);
        assertThat(source(node.client().query(request.toBuilder().limit(21).build())))
                .isEqualTo(Source.MISS);
    }

    /** Each page is right for itself, as DynamoDB's own are. */
    @Test
    void pagesOfOneWalkMayBeOfDifferentMoments() {
        String owner = newOwner();
        QueryRequest first = query(owner).toBuilder().limit(2).build();
        QueryResponse before = node.client().query(first);
        node.client()
                .deleteItem(delete ->
                        delete.tableName(table.name()).key(Map.of("owner", text(owner), "number", number(2))));

        QueryResponse second = node.client()
                .query(first.toBuilder()
                        .exclusiveStartKey(before.lastEvaluatedKey())
                        .build());

        assertThat(numbers(before)).containsExactly("1", "2");
        assertThat(numbers(second)).containsExactly("3");
        assertThat(numbers(node.client().query(first))).containsExactly("1", "3");
    }

    @Test
    void paginatorsWalkOverCachedPages() {
        QueryRequest request = query(newOwner()).toBuilder().limit(1).build();
        List<String> walked = new ArrayList<>();

        node.client().queryPaginator(request).items().forEach(item -> walked.add(numberOf(item)));
        node.sent();
        node.client().queryPaginator(request).items().forEach(item -> walked.add(numberOf(item)));
        node.asyncClient()
                .queryPaginator(request)
                .items()
                .subscribe(item -> walked.add(numberOf(item)))
                .join();

        assertThat(walked).containsExactly("1", "2", "3", "1", "2", "3", "1", "2", "3");
        assertThat(node.sent()).isEmpty();
    }
}
