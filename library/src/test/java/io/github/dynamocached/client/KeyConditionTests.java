package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The partition that a query reads. */
class KeyConditionTests {

    private static final AttributeValue ANN = AttributeValue.fromS("ann");
    private static final AttributeValue BOB = AttributeValue.fromS("bob");
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    private static @Nullable IndexedTable table;

    @BeforeContainer
    static void createTable() {
        IndexedTable created = new IndexedTable();
        created.put("ann", 1, Map.of());
        created.put("ann", 2, Map.of());
        created.put("bob", 1, Map.of());
        table = created;
    }

    @AfterContainer
    static void deleteTable() {
        if (table != null) {
            table.close();
        }
    }

    /** Whatever DynamoDB answers is of the partition that was found, and of simple conditions it is found. */
    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void partitionThatIsFoundIsTheOneThatDynamoDbReads(@ForAll("expressions") String expression) {
        IndexedTable things = Objects.requireNonNull(table);
        QueryRequest query =
                query(expression).toBuilder().tableName(things.name()).build();
        AttributeValue found = KeyCondition.partitionOf(query, "owner");
        try {
            List<Map<String, AttributeValue>> items =
                    things.client().query(withNeededNames(query)).items();
            Statistics.label("DynamoDB").collect("accepted");
            if (found != null) {
                assertThat(items).extracting(item -> item.get("owner")).allMatch(found::equals);
            }
            Statistics.label("partition of what was accepted").collect(found == null ? "unknown" : "found");
        } catch (DynamoDbException refused) {
            Statistics.label("DynamoDB").collect("refused");
        }
        Statistics.label("DynamoDB")
                .coverage(coverage -> coverage.check("accepted").percentage(share -> share > 10));
        Statistics.label("partition of what was accepted")
                .coverage(coverage -> coverage.check("found").percentage(share -> share > 95));
    }

    /** Without the placeholders that an expression does not use, for which DynamoDB refuses it. */
    private static QueryRequest withNeededNames(QueryRequest query) {
        String expression = query.keyConditionExpression();
        Map<String, String> names = new HashMap<>(query.expressionAttributeNames());
        names.keySet().removeIf(name -> !expression.contains(name));
        Map<String, AttributeValue> values = new HashMap<>(query.expressionAttributeValues());
        values.keySet().removeIf(value -> !expression.contains(value));
        return query.toBuilder()
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .build();
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> owner = Arbitraries.of("#o", "#o", "#o", "#o", "#n");
        Arbitrary<String> value = Arbitraries.of(":ann", ":ann", ":bob", ":bob", ":one");
        Arbitrary<String> partition = owner.flatMap(
                name -> value.flatMap(v -> Arbitraries.of(name + "=" + v, name + "  =\n" + v, v + " = " + name)));
        Arbitrary<String> sort = Arbitraries.of(
                "#n = :one",
                "#n >= :one",
                "#n<:two",
                "#n BETWEEN :one AND :two",
                "#n between :one and :two",
                "begins_with(#n, :one)",
                "#o = :bob",
                "NOT #n = :one",
                "#n <> :two");
        Arbitrary<String> joint = Arbitraries.of(" AND ", " and ", " And ", " AND ", " OR ");
        Arbitrary<String> pattern = Arbitraries.of(
                "p", "p", "(p)", "((p))", "pjs", "pjs", "sjp", "(p)j(s)", "(pjs)", "pj(s)", "(sjp", "p,s");
        return pattern.flatMap(text -> partition.flatMap(p -> sort.flatMap(s -> joint.map(j -> text.chars()
                        .mapToObj(letter -> switch (letter) {
                            case 'p' -> p;
                            case 's' -> s;
                            case 'j' -> j;
                            default -> Character.toString(letter);
                        })
                        .reduce("", String::concat)))))
                .withoutEdgeCases();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner = :ann",
                ":ann = owner",
                "#n > :one AND (:ann=#o)",
                "#o=:ann",
                "\towner\n= :ann ",
                "(owner = :ann)",
                "owner = :ann AND #n = :one",
                "owner = :ann and begins_with(#n, :one)",
                "#n BETWEEN :one AND :two AND owner = :ann",
                "#n<=:two AND #o=:ann",
                "(#n > :one) AND (#o = :ann)"
            })
    void partitionIsWhatItsKeyIsComparedWith(String expression) {
        assertThat(KeyCondition.partitionOf(query(expression), "owner")).isEqualTo(ANN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#n = :one",
                "owner > :ann",
                "owner <= :ann",
                "owner <> :ann",
                "owner == :ann",
                "NOT owner = :ann",
                "owner = :ann OR owner = :bob",
                "owner = :ann AND owner = :bob",
                "owner = :other",
                "owner = ann",
                "#other = :ann",
                "Owner = :ann",
                "owner.a = :ann",
                "owner = :ann.b",
                "a-owner = :ann",
                "owner = 'a'",
                "size(owner) = :ann",
                "owner = :ann + :ann"
            })
    void anythingElseIsUnknown(String expression) {
        assertThat(KeyCondition.partitionOf(query(expression), "owner")).isNull();
    }

    @Test
    void queryWithoutAnyConditionIsUnknown() {
        assertThat(KeyCondition.partitionOf(QueryRequest.builder().build(), "owner"))
                .isNull();
    }

    @Test
    void conditionsOfTheOldFormShowThePartition() {
        assertThat(KeyCondition.partitionOf(legacy(ComparisonOperator.EQ, ANN).build(), "owner"))
                .isEqualTo(ANN);
        assertThat(KeyCondition.partitionOf(legacy(ComparisonOperator.EQ, ANN).build(), "number"))
                .isNull();
        assertThat(KeyCondition.partitionOf(legacy(ComparisonOperator.GE, ANN).build(), "owner"))
                .isNull();
        assertThat(KeyCondition.partitionOf(
                        legacy(ComparisonOperator.EQ, ANN, BOB).build(), "owner"))
                .isNull();
        assertThat(KeyCondition.partitionOf(legacy(ComparisonOperator.EQ).build(), "owner"))
                .isNull();
        assertThat(KeyCondition.partitionOf(
                        legacy(ComparisonOperator.EQ, ANN)
                                .keyConditionExpression("owner = :ann")
                                .expressionAttributeValues(Map.of(":ann", ANN))
                                .build(),
                        "owner"))
                .isNull();
    }

    private static QueryRequest.Builder legacy(ComparisonOperator operator, AttributeValue... values) {
        return QueryRequest.builder()
                .keyConditions(Map.of(
                        "owner",
                        Condition.builder()
                                .comparisonOperator(operator)
                                .attributeValueList(values)
                                .build()));
    }

    private static QueryRequest query(String expression) {
        return QueryRequest.builder()
                .keyConditionExpression(expression)
                .expressionAttributeNames(Map.of("#o", "owner", "#n", "number"))
                .expressionAttributeValues(
                        Map.of(":ann", ANN, ":bob", BOB, ":one", ONE, ":two", AttributeValue.fromN("2")))
                .build();
    }
}
