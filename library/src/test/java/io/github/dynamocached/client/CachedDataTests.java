package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.Failures;
import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Data of every type and size comes out of the cache as DynamoDB returns it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedDataTests {

    private static final int LARGEST = 400 * 1024;

    private final IndexedTable table = new IndexedTable();
    private final ClientNode node = new ClientNode(table.name());
    private int last;

    @AfterAll
    void close() {
        node.close();
        table.close();
    }

    static Stream<AttributeValue> values() {
        AttributeValue deep = text("bottom");
        for (int level = 1; level <= 30; level++) {
            deep = level % 2 == 0 ? AttributeValue.fromL(List.of(deep)) : AttributeValue.fromM(Map.of("in", deep));
        }
        return Stream.of(
                text(""),
                text("true"),
                text("42"),
                text("'{[(*#"),
                text("Grüße, 世界 \uD83D\uDE00\u0000"),
                AttributeValue.fromN("0"),
                AttributeValue.fromN("-0.00"),
                AttributeValue.fromN("1.50"),
                AttributeValue.fromN("12345678901234567890123456789012345678"),
                AttributeValue.fromN("9.9999999999999999999999999999999999999E+125"),
                AttributeValue.fromN("-1E-130"),
                AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])),
                AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 42, '{'})),
                AttributeValue.fromBool(true),
                AttributeValue.fromBool(false),
                AttributeValue.fromNul(true),
                AttributeValue.fromSs(List.of("b", "", "a")),
                AttributeValue.fromNs(List.of("10", "1.0", "2e1")),
                AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"), SdkBytes.fromUtf8String(""))),
                AttributeValue.fromL(List.of()),
                AttributeValue.fromM(Map.of()),
                AttributeValue.fromL(
                        List.of(text(""), AttributeValue.fromL(List.of()), AttributeValue.fromM(Map.of()))),
                deep);
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueOfEveryTypeComesBackAsDynamoDbReturnsIt(AttributeValue value) {
        assertComesBack(Map.of("value", value, "@odd name'", value));
    }

    /** Up to 400 KB with the keys and the names. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 100_000, LARGEST - 100})
    void itemOfEverySizeComesBack(int size) {
        assertComesBack(Map.of("value", text("x".repeat(size))));
        assertComesBack(Map.of("value", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[size]))));
    }

    static Stream<AttributeValue> largeValues() {
        List<String> texts =
                IntStream.range(0, 350).mapToObj(i -> i + "x".repeat(1_000)).toList();
        List<AttributeValue> mixed = IntStream.range(0, 350)
                .mapToObj(i -> i % 2 == 0 ? text("x".repeat(1_000)) : AttributeValue.fromN("" + i))
                .toList();
        Map<String, AttributeValue> attributes = new HashMap<>();
        IntStream.range(0, 350).forEach(i -> attributes.put("name-" + i, text("x".repeat(1_000))));
        return Stream.of(
                AttributeValue.fromL(mixed),
                AttributeValue.fromM(attributes),
                AttributeValue.fromSs(texts),
                AttributeValue.fromNs(IntStream.range(0, 10_000)
                        .mapToObj(i -> "1234567890123456789012345678" + i)
                        .toList()),
                AttributeValue.fromBs(
                        texts.stream().map(SdkBytes::fromUtf8String).toList()));
    }

    @ParameterizedTest
    @MethodSource("largeValues")
    void largeValuesOfTheOtherTypesComeBack(AttributeValue value) {
        assertComesBack(Map.of("value", value));
    }

    private void assertComesBack(Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = newItem(attributes);
        node.client().putItem(put(item));
        GetItemRequest get = GetItemRequest.builder()
                .tableName(table.name())
                .key(Map.of("owner", item.get("owner"), "number", item.get("number")))
                .build();
        QueryRequest query = QueryRequest.builder()
                .tableName(table.name())
                .keyConditionExpression("#o = :o")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(Map.of(":o", Objects.requireNonNull(item.get("owner"))))
                .build();
        Map<String, AttributeValue> plain = node.plain().getItem(get).item();
        assertThat(plain).hasSize(item.size());

        assertThat(node.client().getItem(get).item()).isEqualTo(plain);
        assertThat(node.asyncClient().getItem(get).join())
                .satisfies(this::isHit)
                .satisfies(found -> assertThat(found.item()).isEqualTo(plain));
        assertThat(node.client().query(query).items()).containsExactly(plain);
        boolean isSmall =
                plain.values().stream().allMatch(value -> value.toString().length() < 100_000);
        assertThat(node.asyncClient().query(query).join())
                .satisfies(found -> assertThat(found.items()).containsExactly(plain))
                .satisfies(found -> assertThat(CacheMetadata.of(found).isFromCache() || !isSmall)
                        .isTrue());
    }

    private void isHit(DynamoDbResponse response) {
        assertThat(CacheMetadata.of(response).source()).isEqualTo(Source.HIT);
    }

    private Map<String, AttributeValue> newItem(Map<String, AttributeValue> attributes) {
        last++;
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.put("owner", text("owner-" + last));
        item.put("number", number(last));
        return item;
    }

    private PutItemRequest put(Map<String, AttributeValue> item) {
        return PutItemRequest.builder().tableName(table.name()).item(item).build();
    }

    /** As the value of a write, and as a value in a read. The refused write leaves the item, and its entry may go. */
    @Test
    void emptySetsAreRefusedAsDynamoDbRefusesThem() {
        for (AttributeValue empty : List.of(
                AttributeValue.fromSs(List.of()), AttributeValue.fromNs(List.of()), AttributeValue.fromBs(List.of()))) {
            Map<String, AttributeValue> item = newItem(Map.of("value", empty));
            String refusal = refusal(() -> node.plain().putItem(put(item)));
            assertThat(refusal).contains("empty");
            assertThat(refusal(() -> node.client().putItem(put(item)))).isEqualTo(refusal);
            assertThat(refusal(() -> node.asyncClient().putItem(put(item)).join()))
                    .isEqualTo(refusal);

            QueryRequest query = QueryRequest.builder()
                    .tableName(table.name())
                    .keyConditionExpression("#o = :o")
                    .filterExpression("tags = :empty")
                    .expressionAttributeNames(Map.of("#o", "owner"))
                    .expressionAttributeValues(Map.of(":o", text("ann"), ":empty", empty))
                    .build();
            ReadAnswer plain = ReadAnswer.of(node.plain(), query);
            assertThat(plain.isRefused()).isTrue();
            ReadAnswer.of(node.client(), query).assertSameAs(plain);
            ReadAnswer.of(node.asyncClient(), query).assertSameAs(plain);
        }
    }

    /** What DynamoDB says. */
    private static String refusal(ThrowingCallable write) {
        Throwable thrown = Failures.unwrapped(Objects.requireNonNull(catchThrowable(write)));
        assertThat(thrown).isInstanceOf(DynamoDbException.class);
        return ((DynamoDbException) thrown).awsErrorDetails().errorMessage();
    }
}
