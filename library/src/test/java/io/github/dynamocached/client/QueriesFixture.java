package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A table, and two nodes that cache its queries, in front of a real Redis and DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueriesFixture {

    final IndexedTable table = new IndexedTable();
    final ClientNode node = new ClientNode(table.name());
    final ClientNode other = new ClientNode(table.name(), node.settings());
    int last;

    @AfterAll
    void close() {
        node.close();
        other.close();
        table.close();
    }

    /** Another partition for each test, with three items. */
    String newOwner() {
        last++;
        String owner = "owner-" + last;
        for (int number = 1; number <= 3; number++) {
            table.put(owner, number, Map.of("date", text("2026-01-0" + (4 - number)), "city", text("city-" + last)));
        }
        return owner;
    }

    QueryRequest query(String owner) {
        return QueryRequest.builder()
                .tableName(table.name())
                .keyConditionExpression("#o = :o")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(Map.of(":o", text(owner)))
                .build();
    }

    static List<String> numbers(QueryResponse response) {
        return response.items().stream().map(QueriesFixture::numberOf).toList();
    }

    static String numberOf(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get("number")).n();
    }

    static Source source(QueryResponse response) {
        return CacheMetadata.of(response).source();
    }
}
