package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Requests with another result have another digest, on every node. */
class RequestDigestTests {

    private static final AttributeValue A = AttributeValue.fromS("a");
    private static final Condition IS_A = Condition.builder()
            .comparisonOperator(ComparisonOperator.EQ)
            .attributeValueList(A)
            .build();

    /** One query for each parameter of the SDK that is in the digest, and those that say it in another way. */
    private static List<QueryRequest.Builder> queries() {
        return List.of(
                QueryRequest.builder(),
                query().indexName("i"),
                query().select(Select.COUNT),
                query().select("COUNTED"),
                query().attributesToGet("a"),
                query().attributesToGet("a", "b"),
                query().attributesToGet("b", "a"),
                query().attributesToGet("ab"),
                query().attributesToGet(List.of()),
                query().limit(1),
                query().limit(11),
                query().keyConditions(Map.of("a", IS_A)),
                query().keyConditions(Map.of(
                        "a",
                        IS_A.toBuilder()
                                .comparisonOperator(ComparisonOperator.GE)
                                .build())),
                query().keyConditions(Map.of()),
                query().queryFilter(Map.of("a", IS_A)),
                query().conditionalOperator("AND"),
                query().scanIndexForward(true),
                query().scanIndexForward(false),
                query().exclusiveStartKey(Map.of("a", A)),
                query().exclusiveStartKey(Map.of("a", A, "b", A)),
                query().exclusiveStartKey(Map.of()),
                query().projectionExpression("a"),
                query().projectionExpression("a "),
                query().projectionExpression(""),
                query().filterExpression("a"),
                query().keyConditionExpression("a"),
                query().expressionAttributeNames(Map.of("#a", "a")),
                query().expressionAttributeNames(Map.of("#a", "b")),
                query().expressionAttributeNames(Map.of("#", "aa")),
                query().expressionAttributeNames(Map.of()),
                query().expressionAttributeValues(Map.of(":a", A)),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromN("1"))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromN("1.0"))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromS("1"))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromB(SdkBytes.fromUtf8String("1")))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromBool(true))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromBool(false))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromNul(true))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromNul(false))),
                query().expressionAttributeValues(
                                Map.of(":a", AttributeValue.builder().build())),
                query().expressionAttributeValues(
                                Map.of(":a", A.toBuilder().n("1").build())),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromSs(List.of("1")))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromNs(List.of("1")))),
                query().expressionAttributeValues(
                                Map.of(":a", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("1"))))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromL(List.of(A)))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromL(List.of(A, A)))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromL(List.of()))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromM(Map.of("a", A)))),
                query().expressionAttributeValues(Map.of(":a", AttributeValue.fromM(Map.of()))));
    }

    private static QueryRequest.Builder query() {
        return QueryRequest.builder();
    }

    @Test
    void queriesWithAnotherParameterHaveAnotherDigest() {
        assertThat(queries())
                .extracting(query -> RequestDigest.of(query.build()))
                .doesNotHaveDuplicates();
    }

    /** So that a parameter of a later version of the SDK is noticed here, and asks for a decision. */
    @Test
    void everyParameterOfTheSdkIsTried() {
        List<String> tried = new ArrayList<>();
        for (SdkField<?> field : QueryRequest.builder().build().sdkFields()) {
            boolean isSet = queries().stream()
                    .anyMatch(query -> field.getValueOrDefault(query.build()) != null
                            && !field.getValueOrDefault(query.build())
                                    .equals(field.getValueOrDefault(
                                            QueryRequest.builder().build())));
            if (isSet) {
                tried.add(field.memberName());
            }
        }
        tried.addAll(List.of("TableName", "ConsistentRead", "ReturnConsumedCapacity"));
        assertThat(QueryRequest.builder().build().sdkFields())
                .extracting(SdkField::memberName)
                .containsExactlyInAnyOrderElementsOf(tried);
    }

    @Test
    void sameDigestOnEveryNode() {
        assertThat(RequestDigest.of(query().keyConditionExpression("a = :a")
                        .expressionAttributeValues(Map.of(":a", A))
                        .build()))
                .isEqualTo("HW2D3t4jzo194eYt10CF_y47PQGTi3Ziphs9HTeXKcs");
    }

    @Test
    void parametersWithoutEffectOnTheResultDoNotCount() {
        QueryRequest query = query().indexName("i").build();
        QueryRequest same = query.toBuilder()
                .tableName("t")
                .consistentRead(false)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();

        assertThat(RequestDigest.of(same)).isEqualTo(RequestDigest.of(query));
    }

    @Test
    void orderOfEntriesDoesNotMatter() {
        Map<String, String> names = new LinkedHashMap<>(Map.of("#a", "a"));
        names.put("#b", "b");
        Map<String, String> reversed = new LinkedHashMap<>(Map.of("#b", "b"));
        reversed.put("#a", "a");

        assertThat(RequestDigest.of(query().expressionAttributeNames(names).build()))
                .isEqualTo(RequestDigest.of(
                        query().expressionAttributeNames(reversed).build()));
    }

    @Test
    void segmentsOfAScanCount() {
        ScanRequest first = ScanRequest.builder().segment(0).totalSegments(2).build();

        assertThat(List.of(
                        RequestDigest.of(first),
                        RequestDigest.of(first.toBuilder().segment(1).build()),
                        RequestDigest.of(first.toBuilder().totalSegments(3).build()),
                        RequestDigest.of(first.toBuilder().totalSegments(null).build())))
                .doesNotHaveDuplicates();
    }

    @Test
    void projectionsOfOneItemAndOfABatchAreTheSame() {
        GetItemRequest get = GetItemRequest.builder()
                .tableName("t")
                .key(Map.of("id", A))
                .projectionExpression("#a.b")
                .expressionAttributeNames(Map.of("#a", "a"))
                .build();
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .keys(List.of(Map.of("id", A), Map.of("id", AttributeValue.fromS("b"))))
                .projectionExpression("#a.b")
                .expressionAttributeNames(Map.of("#a", "a"))
                .build();

        assertThat(RequestDigest.ofProjection(get)).isEqualTo(RequestDigest.ofProjection(keys));
        assertThat(RequestDigest.ofProjection(get))
                .isNotEqualTo(RequestDigest.ofProjection(
                        get.toBuilder().projectionExpression("#a.c").build()));
    }
}
