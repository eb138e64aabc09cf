package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What is cut out of an item, as DynamoDB cuts it. */
class ProjectionTests {

    private static final Map<String, String> NAMES =
            Map.of("#a", "a", "#dotted", "d.e", "#absent", "nothing", "#status", "status");

    private static @Nullable IndexedTable table;

    @BeforeContainer
    static void createTable() {
        IndexedTable created = new IndexedTable();
        created.put("ann", 1, attributes());
        table = created;
    }

    private static Map<String, AttributeValue> attributes() {
        return Map.of(
                "a", AttributeValue.fromS(""),
                "b", AttributeValue.fromL(List.of(AttributeValue.fromN("1"), AttributeValue.fromN("2"))),
                "c", AttributeValue.fromM(Map.of("inner", AttributeValue.fromNul(true))),
                "d.e", AttributeValue.fromBool(true),
                "status", AttributeValue.fromSs(List.of("x", "y")));
    }

    @AfterContainer
    static void deleteTable() {
        if (table != null) {
            table.close();
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whatIsCutIsWhatDynamoDbReturns(@ForAll("requests") GetItemRequest projected) {
        IndexedTable things = Objects.requireNonNull(table);
        Map<String, AttributeValue> key = Map.of("owner", IndexedTable.text("ann"), "number", IndexedTable.number(1));
        GetItemRequest request =
                projected.toBuilder().tableName(things.name()).key(key).build();
        Map<String, AttributeValue> whole = things.client()
                .getItem(get -> get.tableName(things.name()).key(key))
                .item();
        try {
            GetItemResponse response = things.client().getItem(request);
            assertThat(response.hasItem()).isTrue();
            Projection projection = Projection.of(Projection.Text.of(request));
            Statistics.label("accepted").collect(projection.isOfParts() ? "parts" : "cut");
            if (!projection.isOfParts()) {
                assertThat(projection.cut(whole)).isEqualTo(response.item());
            }
        } catch (DynamoDbException refused) {
            Statistics.label("accepted").collect("no");
        }
        Statistics.label("accepted").coverage(coverage -> {
            coverage.check("cut").percentage(share -> share > 10);
            coverage.check("parts").percentage(share -> share > 1);
            coverage.check("no").percentage(share -> share > 5);
        });
    }

    @Provide
    Arbitrary<GetItemRequest> requests() {
        Arbitrary<String> paths = Arbitraries.of(
                "a",
                "b",
                "c",
                "nothing",
                "owner",
                "#a",
                "#dotted",
                "#absent",
                "#status",
                "status",
                "b[0]",
                "c.inner",
                "date",
                "name",
                " b ",
                "",
                "#undefined",
                "d.e",
                "9",
                "a-b");
        Arbitrary<GetItemRequest> expressions = paths.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> String.join(",", list))
                .map(expression -> GetItemRequest.builder()
                        .projectionExpression(expression)
                        .expressionAttributeNames(usedIn(expression))
                        .build());
        Arbitrary<GetItemRequest> legacy = Arbitraries.of(
                        "a", "b", "c.inner", "d.e", "nothing", "owner", "status", "b[0]")
                .list()
                .ofMaxSize(3)
                .map(list -> GetItemRequest.builder().attributesToGet(list).build());
        return Arbitraries.frequencyOf(Tuple.of(4, expressions), Tuple.of(1, legacy))
                .withoutEdgeCases();
    }

    private static @Nullable Map<String, String> usedIn(String expression) {
        Map<String, String> used = new HashMap<>(NAMES);
        used.keySet().removeIf(name -> !expression.contains(name));
        return used.isEmpty() ? null : used;
    }

    @Test
    void wholeItemIsNotCut() {
        Map<String, AttributeValue> item = attributes();
        Projection whole =
                Projection.of(Projection.Text.of(GetItemRequest.builder().build()));

        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.cut(item)).isSameAs(item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a[0]", "a, b.c", "#x.b", "#missing", "", "a,,b", "a b", "#", "a;b"})
    void partsAndAnythingUnknownAreLeftToDynamoDb(String expression) {
        Projection projection = Projection.of(new Projection.Text(expression, Map.of("#x", "x"), null));

        assertThat(projection.isOfParts()).isTrue();
        assertThat(projection.isWhole()).isFalse();
    }

    @Test
    void bothFormsTogetherAndEmptyListsAreLeftToDynamoDb() {
        assertThat(Projection.of(new Projection.Text("a", null, List.of("a"))).isOfParts())
                .isTrue();
        assertThat(Projection.of(new Projection.Text(null, null, List.of())).isOfParts())
                .isTrue();
        assertThat(Projection.of(new Projection.Text(null, Map.of("#a", "a"), null))
                        .isOfParts())
                .isTrue();
    }

    /** A reserved word is refused by DynamoDB, so it must not be answered from the cache before DynamoDB has seen it. */
    @Test
    void projectionIsFoundOnlyAfterDynamoDbHasAcceptedItsText() {
        AcceptedProjections accepted = new AcceptedProjections();
        GetItemRequest get = GetItemRequest.builder()
                .projectionExpression("#s")
                .expressionAttributeNames(Map.of("#s", "status"))
                .build();
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .projectionExpression("#s")
                .expressionAttributeNames(Map.of("#s", "status"))
                .build();

        assertThat(accepted.find(Projection.Text.of(get))).isNull();
        accepted.accept(Projection.Text.of(get));

        assertThat(accepted.find(Projection.Text.of(get))).isNotNull();
        assertThat(accepted.find(Projection.Text.of(keys))).isNotNull();
        for (GetItemRequest other : List.of(
                get.toBuilder().projectionExpression("status").build(),
                get.toBuilder().projectionExpression(" #s").build(),
                get.toBuilder().expressionAttributeNames(Map.of("#s", "name")).build(),
                get.toBuilder()
                        .expressionAttributeNames(Map.of("#s", "status", "#t", "unused"))
                        .build(),
                get.toBuilder().expressionAttributeNames(null).build(),
                get.toBuilder().attributesToGet("status").build())) {
            assertThat(accepted.find(Projection.Text.of(other))).isNull();
        }
    }

    @Test
    void wholeItemNeedsNoAcceptance() {
        AcceptedProjections accepted = new AcceptedProjections();

        assertThat(accepted.find(Projection.Text.of(GetItemRequest.builder().build())))
                .isSameAs(Projection.WHOLE);
    }

    @Test
    void textsThatAreMadeUpForEachReadDoNotPileUp() {
        AcceptedProjections accepted = new AcceptedProjections();
        for (int i = 0; i < 25_000; i++) {
            accepted.accept(new Projection.Text("a" + i, null, null));
        }

        assertThat(accepted.size()).isBetween(1, 10_000);
        assertThat(accepted.find(new Projection.Text("a24999", null, null))).isNotNull();
    }

    @Test
    void nothingOfATextIsShown() {
        assertThat(new Projection.Text("secret", new LinkedHashMap<>(Map.of("#a", "secret")), null))
                .asString()
                .doesNotContain("secret");
    }
}
