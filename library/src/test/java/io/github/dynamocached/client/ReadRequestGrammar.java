package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Random reads of an {@link IndexedTable}, most of them valid. */
final class ReadRequestGrammar {

    private static final Map<String, String> NAMES = Map.of(
            "#o", "owner", "#n", "number", "#a", "name", "#s", "status", "#d", "date", "#dotted", "d.e", "#none",
            "nothing");
    private static final Map<String, AttributeValue> VALUES = Map.of(
            ":ann", text("ann"),
            ":bob", text("bob"),
            ":empty", text(""),
            ":one", AttributeValue.fromN("1.0"),
            ":three", number(3),
            ":riga", text("Riga"),
            ":day", text("2026-01-02"));

    private final String table;

    ReadRequestGrammar(String table) {
        this.table = table;
    }

    Arbitrary<DynamoDbRequest> requests() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, gets()), Tuple.of(1, batches()), Tuple.of(4, queries()), Tuple.of(2, scans()))
                .withoutEdgeCases();
    }

    /** A value that is mostly absent. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static <T> Arbitrary<@Nullable T> rarely(T... values) {
        return Arbitraries.of(values).injectNull(0.6);
    }

    private Arbitrary<String> tables() {
        return Arbitraries.frequency(Tuple.of(40, table), Tuple.of(1, "nosuch"), Tuple.of(1, "x"));
    }

    private static Arbitrary<@Nullable Boolean> consistent() {
        return Arbitraries.of(true, false, false).injectNull(0.5);
    }

    private static Arbitrary<@Nullable String> capacity() {
        return Arbitraries.frequency(
                        Tuple.of(5, "NONE"), Tuple.of(5, "TOTAL"), Tuple.of(5, "INDEXES"), Tuple.of(1, "SOME"))
                .injectNull(0.5);
    }

    private static Arbitrary<Map<String, AttributeValue>> keys() {
        Arbitrary<AttributeValue> owners = Arbitraries.frequency(
                Tuple.of(10, text("ann")),
                Tuple.of(10, text("bob")),
                Tuple.of(5, text("zoe")),
                Tuple.of(1, text("")),
                Tuple.of(1, number(1)));
        Arbitrary<AttributeValue> numbers = Arbitraries.of(
                        "1", "1.0", "2", "3", "01", "1e0", "4", "7", "1", "2", "x", "")
                .map(AttributeValue::fromN);
        return Combinators.combine(owners, numbers, Arbitraries.integers().between(0, 60))
                .as((owner, number, other) -> switch (other) {
                    case 0 -> Map.of("owner", owner);
                    case 1 -> Map.of("owner", owner, "number", number, "date", text("2026"));
                    case 2 -> Map.of("Owner", owner, "number", number);
                    case 3 -> Map.of();
                    case 4 -> Map.of("owner", number, "number", owner);
                    default -> Map.of("owner", owner, "number", number);
                });
    }

    private static Arbitrary<@Nullable String> projections() {
        Arbitrary<String> valid = Arbitraries.of(
                "#o", "#n", "#a", "#s", "#d", "#dotted", "#none", "tags", "note", "city", "list[0]", "#m.#i");
        Arbitrary<String> paths = Arbitraries.frequencyOf(
                Tuple.of(40, valid), Tuple.of(1, Arbitraries.of("status", "name", "#undefined", "", "tags.", "9")));
        return paths.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> String.join(", ", list))
                .injectNull(0.6);
    }

    /** The placeholders that the texts use; seldom one that they do not. */
    private static @Nullable Map<String, String> names(int seldom, @Nullable String... texts) {
        Map<String, String> used = new HashMap<>(NAMES);
        used.keySet().removeIf(name -> !isIn(name, texts));
        if (seldom == 0) {
            used.put("#unused", "name");
        }
        return used.isEmpty() && seldom != 1 ? null : used;
    }

    private static @Nullable Map<String, AttributeValue> values(int seldom, @Nullable String... texts) {
        Map<String, AttributeValue> used = new HashMap<>(VALUES);
        used.keySet().removeIf(name -> !isIn(name, texts));
        if (seldom == 2) {
            used.put(":unused", text("a"));
        }
        return used.isEmpty() && seldom != 3 ? null : used;
    }

    private static boolean isIn(String name, @Nullable String... texts) {
        for (String text : texts) {
            if (text != null && text.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static Arbitrary<Integer> seldom() {
        return Arbitraries.integers().between(0, 60);
    }

    private Arbitrary<DynamoDbRequest> gets() {
        Arbitrary<@Nullable List<String>> legacy = rarely(
                        List.of("owner", "name"), List.of("city"), List.<String>of(), List.of("name", "name"))
                .injectNull(0.9);
        return Combinators.combine(tables(), keys(), projections(), legacy, consistent(), capacity(), seldom())
                .as((name, key, projection, attributes, consistent, capacity, seldom) -> GetItemRequest.builder()
                        .tableName(name)
                        .key(key)
                        .projectionExpression(projection)
                        .expressionAttributeNames(names(seldom, projection))
                        .attributesToGet(attributes)
                        .consistentRead(consistent)
                        .returnConsumedCapacity(capacity)
                        .build());
    }

    private Arbitrary<DynamoDbRequest> batches() {
        return Combinators.combine(keys().list().ofMaxSize(4), projections(), consistent(), capacity(), seldom())
                .as((keys, projection, consistent, capacity, seldom) -> BatchGetItemRequest.builder()
                        .requestItems(Map.of(
                                table,
                                KeysAndAttributes.builder()
                                        .keys(keys)
                                        .projectionExpression(projection)
                                        .expressionAttributeNames(names(seldom, projection))
                                        .consistentRead(consistent)
                                        .build()))
                        .returnConsumedCapacity(capacity)
                        .build());
    }

    private static Arbitrary<@Nullable String> filters() {
        Arbitrary<String> valid = Arbitraries.of(
                "#s = :riga", "city <> :riga", "attribute_exists(note)", "contains(tags, :riga)", "size(#a) > :three");
        Arbitrary<String> others = Arbitraries.of("#n > :three", "name = :ann", "city =", "");
        return Arbitraries.frequencyOf(Tuple.of(12, valid), Tuple.of(1, others)).injectNull(0.7);
    }

    private static Arbitrary<@Nullable Map<String, AttributeValue>> startKeys() {
        return Arbitraries.of(
                        Map.of("owner", text("ann"), "number", number(1)),
                        Map.of("owner", text("ann"), "number", number(2), "date", text("2026-01-02")),
                        Map.of("owner", text("bob"), "number", number(1)),
                        Map.of("owner", text("ann")))
                .injectNull(0.85);
    }

    private static Arbitrary<@Nullable String> indexes() {
        return Arbitraries.of(
                        IndexedTable.LOCAL, IndexedTable.LOCAL, IndexedTable.GLOBAL, IndexedTable.GLOBAL, "nosuch")
                .injectNull(0.6);
    }

    private static Arbitrary<String> conditions() {
        return Arbitraries.frequency(
                Tuple.of(8, "#o = :ann"),
                Tuple.of(4, "#o = :bob AND #n >= :three"),
                Tuple.of(3, "(#o = :ann) and (#n BETWEEN :one AND :three)"),
                Tuple.of(3, "#n = :one AND #o = :bob"),
                Tuple.of(3, "#o = :ann AND #d <= :day"),
                Tuple.of(2, "#o = :ann AND begins_with(#d, :day)"),
                Tuple.of(4, "city = :riga"),
                Tuple.of(1, "#o > :ann"),
                Tuple.of(1, "#o = :ann OR #o = :bob"),
                Tuple.of(1, "#o = :one"),
                Tuple.of(1, "#o = :empty"),
                Tuple.of(1, "owner = :ann"),
                Tuple.of(1, "#o ="));
    }

    private Arbitrary<DynamoDbRequest> queries() {
        Arbitrary<@Nullable Integer> limits = rarely(1, 2, 3, 100, 1, 2, 3, 0);
        Arbitrary<@Nullable Boolean> directions = rarely(true, false);
        Arbitrary<QueryRequest> base = Combinators.combine(
                        conditions(), filters(), projections(), indexes(), limits, directions, startKeys(), seldom())
                .as((condition, filter, projection, index, limit, forward, start, seldom) -> QueryRequest.builder()
                        .keyConditionExpression(condition)
                        .filterExpression(filter)
                        .projectionExpression(projection)
                        .expressionAttributeNames(names(seldom, condition, filter, projection))
                        .expressionAttributeValues(values(seldom, condition, filter))
                        .indexName(index)
                        .limit(limit)
                        .scanIndexForward(forward)
                        .exclusiveStartKey(start)
                        .build());
        Arbitrary<@Nullable Map<String, Condition>> legacy = rarely(
                        Map.of("owner", condition("EQ", text("ann"))),
                        Map.of("owner", condition("EQ", text("bob")), "number", condition("LE", number(2))),
                        Map.of("owner", condition("GT", text("ann"))))
                .injectNull(0.7);
        return Combinators.combine(tables(), base, legacy, selects(), consistent(), capacity(), seldom())
                .as((name, query, conditions, select, consistent, capacity, seldom) ->
                        legacy(query, conditions, seldom).toBuilder()
                                .tableName(name)
                                .select(select)
                                .consistentRead(consistent)
                                .returnConsumedCapacity(capacity)
                                .build());
    }

    /** Both forms at once are refused. */
    private static QueryRequest legacy(QueryRequest query, @Nullable Map<String, Condition> conditions, int seldom) {
        if (conditions == null) {
            return query;
        }
        QueryRequest old = QueryRequest.builder()
                .keyConditions(conditions)
                .limit(query.limit())
                .scanIndexForward(query.scanIndexForward())
                .exclusiveStartKey(query.hasExclusiveStartKey() ? query.exclusiveStartKey() : null)
                .build();
        return seldom == 4 ? query.toBuilder().keyConditions(conditions).build() : old;
    }

    private static Condition condition(String operator, AttributeValue value) {
        return Condition.builder()
                .comparisonOperator(operator)
                .attributeValueList(value)
                .build();
    }

    private static Arbitrary<@Nullable String> selects() {
        return Arbitraries.of(
                        "COUNT", "COUNT", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "NONE")
                .injectNull(0.85);
    }

    private Arbitrary<DynamoDbRequest> scans() {
        Arbitrary<@Nullable Integer> segments = Arbitraries.of(0, 0, 1, 2).injectNull(0.8);
        Arbitrary<@Nullable Integer> totals = Arbitraries.of(1, 2, 2, 3).injectNull(0.1);
        Arbitrary<@Nullable Integer> limits = rarely(1, 2, 4, 1, 2, 4, 0);
        Arbitrary<ScanRequest> base = Combinators.combine(
                        filters(), projections(), indexes(), limits, startKeys(), segments, totals, seldom())
                .as((filter, projection, index, limit, start, segment, total, seldom) -> ScanRequest.builder()
                        .filterExpression(filter)
                        .projectionExpression(projection)
                        .expressionAttributeNames(names(seldom, filter, projection))
                        .expressionAttributeValues(values(seldom, filter))
                        .indexName(index)
                        .limit(limit)
                        .exclusiveStartKey(start)
                        .segment(segment)
                        .totalSegments(segment == null && seldom != 5 ? null : total)
                        .build());
        return Combinators.combine(tables(), base, selects(), consistent(), capacity())
                .as((name, scan, select, consistent, capacity) -> scan.toBuilder()
                        .tableName(name)
                        .select(select)
                        .consistentRead(consistent)
                        .returnConsumedCapacity(capacity)
                        .build());
    }
}
