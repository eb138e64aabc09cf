package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** Which items a read asks for. */
class SoughtKeysTests {

    private static final Map<String, AttributeValue> KEY =
            Map.of("session", AttributeValue.fromS("a"), "number", AttributeValue.fromN("1.0"));
    private static final Map<String, Object> PARTS = Map.of("session", "a", "number", new BigDecimal("1.0"));

    private static List<Map<String, Object>> sought(SdkRequest read) {
        return new SoughtKeys(read).in("turns");
    }

    @Test
    void readOfItemsShowsTheirKeys() {
        assertThat(sought(GetItemRequest.builder().tableName("turns").key(KEY).build()))
                .containsExactly(PARTS);
        assertThat(sought(GetItemRequest.builder()
                        .tableName("arn:aws:dynamodb:eu-central-1:000000000000:table/turns")
                        .key(KEY)
                        .build()))
                .containsExactly(PARTS);
        assertThat(sought(BatchGetItemRequest.builder()
                        .requestItems(Map.of(
                                "turns",
                                        KeysAndAttributes.builder()
                                                .keys(List.of(KEY, KEY))
                                                .build(),
                                "users",
                                        KeysAndAttributes.builder()
                                                .keys(List.of(KEY))
                                                .build()))
                        .build()))
                .containsExactly(PARTS, PARTS);
        assertThat(sought(TransactGetItemsRequest.builder()
                        .transactItems(List.of(TransactGetItem.builder()
                                .get(get -> get.tableName("turns").key(KEY))
                                .build()))
                        .build()))
                .containsExactly(PARTS);
    }

    @Test
    void queryShowsWhatItComparesForEquality() {
        QueryRequest query = QueryRequest.builder()
                .tableName("turns")
                .keyConditionExpression("(#s=:s) AND number  =  :n")
                .expressionAttributeNames(Map.of("#s", "session"))
                .expressionAttributeValues(Map.of(":s", KEY.get("session"), ":n", KEY.get("number")))
                .build();
        assertThat(sought(query)).containsExactly(PARTS);
        for (String other : List.of("number >= :n", "number < :n", "number BETWEEN :n AND :n")) {
            assertThat(sought(query.toBuilder()
                            .keyConditionExpression("#s = :s AND " + other)
                            .build()))
                    .containsExactly(Map.of("session", "a"));
        }
    }

    @Test
    void queryOfTheOldFormShowsItsConditions() {
        assertThat(sought(QueryRequest.builder()
                        .tableName("turns")
                        .keyConditions(Map.of(
                                "session",
                                Condition.builder()
                                        .comparisonOperator(ComparisonOperator.EQ)
                                        .attributeValueList(KEY.get("session"))
                                        .build(),
                                "number",
                                Condition.builder()
                                        .comparisonOperator(ComparisonOperator.GT)
                                        .attributeValueList(KEY.get("number"))
                                        .build()))
                        .build()))
                .containsExactly(Map.of("session", "a"));
    }

    @Test
    void otherReadsAndOtherTablesShowNothing() {
        assertThat(sought(ScanRequest.builder().tableName("turns").build())).isEmpty();
        assertThat(sought(GetItemRequest.builder().tableName("users").key(KEY).build()))
                .isEmpty();
        assertThat(sought(QueryRequest.builder().tableName("turns").build())).isEmpty();
    }
}
