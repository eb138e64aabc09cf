package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.client.ClientSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class StreamRecordsTests {

    private static final TableBinding MEMBERS = new TableBinding("members", "members", List.of("id"));
    private static final TableBinding BY_EMAIL = new TableBinding("members", "members-by-email", List.of("email"));
    private static final StreamRecords RECORDS =
            new StreamRecords(List.of(MEMBERS, BY_EMAIL), UnaryOperator.identity());
    private static final AttributeValue ID = AttributeValue.fromS("m1");
    private static final AttributeValue OLD = AttributeValue.fromS("ada@old.example");
    private static final AttributeValue NEW = AttributeValue.fromS("ada@new.example");

    @RegisterExtension
    private final CapturedLog log = new CapturedLog("io.github.dynamocached");

    private static Record record(StreamRecord.Builder item) {
        return Record.builder()
                .dynamodb(item.keys(Map.of("id", ID))
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build())
                .build();
    }

    private static Record change(AttributeValue oldEmail, AttributeValue newEmail) {
        return record(StreamRecord.builder()
                .oldImage(Map.of("id", ID, "email", oldEmail))
                .newImage(Map.of("id", ID, "email", newEmail)));
    }

    private static CacheKey key(String cache, Object... parts) {
        return CacheKey.of(cache, List.of(parts));
    }

    @Test
    void attributeThatAWriteChangesHasTheKeysOfBothValues() {
        assertThat(RECORDS.keysOf("members", change(OLD, NEW)))
                .containsExactlyInAnyOrder(
                        key("members", "m1"),
                        key("members-by-email", "ada@old.example"),
                        key("members-by-email", "ada@new.example"));
    }

    @Test
    void keyThatAllImagesShowIsThereOnce() {
        assertThat(RECORDS.keysOf("members", change(OLD, OLD)))
                .containsExactlyInAnyOrder(key("members", "m1"), key("members-by-email", "ada@old.example"));
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationType.class,
            names = {"INSERT", "MODIFY", "REMOVE"})
    void writesOfAllKindsEvictAlike(OperationType kind) {
        StreamRecord.Builder item = StreamRecord.builder();
        Map<String, AttributeValue> image = Map.of("id", ID, "email", NEW);
        Record written = record(kind == OperationType.REMOVE ? item.oldImage(image) : item.newImage(image)).toBuilder()
                .eventName(kind)
                .build();

        assertThat(RECORDS.keysOf("members", written))
                .containsExactlyInAnyOrder(key("members", "m1"), key("members-by-email", "ada@new.example"));
    }

    @Test
    void partsAreTextsCanonicalNumbersAndBytesInTheOrderOfTheBinding() {
        StreamRecords records = new StreamRecords(
                List.of(new TableBinding("turns", "turns", List.of("number", "session", "hash"))),
                UnaryOperator.identity());
        Record written = record(StreamRecord.builder()
                .newImage(Map.of(
                        "session",
                        AttributeValue.fromS("s#1"),
                        "number",
                        AttributeValue.fromN("7.00"),
                        "hash",
                        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-5, -1})))));

        assertThat(records.keysOf("turns", written)).extracting(CacheKey::text).containsExactly("7:s%231:-_8");
    }

    private static List<TableBinding> ofClients(String table, List<String> keys) {
        return table.equals("turns") ? ClientSettings.DEFAULT.bindingsOf(table, keys) : List.of();
    }

    private static Record turn(String session, String number) {
        return Record.builder()
                .dynamodb(StreamRecord.builder()
                        .streamViewType(StreamViewType.KEYS_ONLY)
                        .keys(Map.of(
                                "number", AttributeValue.fromN(number),
                                "session", AttributeValue.fromS(session)))
                        .build())
                .build();
    }

    @Test
    void describedTableEvictsTheItemAndThePartition() {
        StreamRecords records =
                new StreamRecords(List.of(MEMBERS), UnaryOperator.identity(), StreamRecordsTests::ofClients);
        records.describe("turns", List.of("session", "number"));

        assertThat(records.keysOf("turns", turn("a", "1.0")))
                .containsExactlyInAnyOrder(
                        key("client.turns.items", "a", BigDecimal.ONE), key("client.turns.queries", "a"));
        assertThat(records.problemsOf("turns", turn("a", "1"))).isEmpty();
        assertThat(records.keysOf("members", change(OLD, NEW))).containsExactly(key("members", "m1"));
    }

    @Test
    void keysOfADescribedTableAreThoseOfItsLastDescription() {
        StreamRecords records = new StreamRecords(List.of(), UnaryOperator.identity(), StreamRecordsTests::ofClients);
        records.describe("turns", List.of("session", "number"));
        records.describe("turns", List.of("number", "session"));

        assertThat(records.keysOf("turns", turn("a", "1")))
                .containsExactlyInAnyOrder(
                        key("client.turns.items", BigDecimal.ONE, "a"), key("client.turns.queries", BigDecimal.ONE));
    }

    @Test
    void everyKeyIsEvictedWhileATableIsNotDescribed() {
        StreamRecords records = new StreamRecords(List.of(), UnaryOperator.identity(), StreamRecordsTests::ofClients);

        assertThat(records.keysOf("turns", turn("a", "1")))
                .containsExactlyInAnyOrder(
                        CacheKey.everyKeyOf("client.turns.items"), CacheKey.everyKeyOf("client.turns.queries"));
    }

    @Test
    void keysOfDescribedTablesAreNotConverted() {
        StreamRecords records =
                new StreamRecords(List.of(), parts -> List.of("converted"), StreamRecordsTests::ofClients);
        records.describe("turns", List.of("session"));

        assertThat(records.keysOf("turns", turn("a", "1"))).contains(key("client.turns.items", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/members",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/members/stream/2026-11-27T09:00:00.000"
            })
    void tableIsKnownByItsNameItsArnAndTheArnOfItsStream(String table) {
        assertThat(RECORDS.keysOf(table, change(OLD, NEW))).hasSize(3);
        assertThat(RECORDS.problemsOf(table, change(OLD, NEW))).isEmpty();
    }

    @Test
    void attributeThatIsAbsentOrNullMakesNoKey() {
        Record written = record(StreamRecord.builder()
                .oldImage(Map.of("id", ID))
                .newImage(Map.of("id", ID, "email", AttributeValue.fromNul(true))));

        assertThat(RECORDS.keysOf("members", written)).containsExactly(key("members", "m1"));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void attributeOfATypeThatMakesNoKeyIsLoggedOnceWithoutItsValue() {
        StreamRecords records = new StreamRecords(List.of(MEMBERS, BY_EMAIL), UnaryOperator.identity());
        AttributeValue several = AttributeValue.fromSs(List.of("a", "b"));

        assertThat(records.keysOf("members", change(several, several))).containsExactly(key("members", "m1"));
        records.keysOf("members", change(several, NEW));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Cache 'members-by-email' was not evicted by a write to table 'members', because an"
                                + " attribute of its key (email) was not a string, a number or binary. Bind the cache to other"
                                + " attributes, or evict it with @DynamoEvict. Further cases are not logged.");
    }

    @Test
    void keyWhosePartsCannotBeConvertedStandsForEveryKey() {
        StreamRecords records = new StreamRecords(List.of(MEMBERS), parts -> {
            throw new IllegalStateException("m1");
        });

        assertThat(records.keysOf("members", change(OLD, NEW))).containsExactly(CacheKey.everyKeyOf("members"));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("Fix the KeyConverter")
                .doesNotContain("m1");
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamViewType.class,
            names = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"})
    void viewThatDoesNotShowBothValuesOfABoundAttributeIsAProblem(StreamViewType view) {
        assertThat(RECORDS.problemsOf("members", view, Set.of("id")))
                .containsExactly(
                        "Cache 'members-by-email' is not evicted, because it is bound to attributes (email) that"
                                + " are not all in the primary key of table 'members', and the view of its stream is "
                                + view
                                + ". Disable the stream, and enable it again with StreamViewType NEW_AND_OLD_IMAGES.");
    }

    @Test
    void viewThatIsNotKnownIsAProblemOnlyForAttributesOutsideOfThePrimaryKey() {
        Record written =
                Record.builder().dynamodb(item -> item.keys(Map.of("id", ID))).build();

        assertThat(RECORDS.problemsOf("members", written))
                .singleElement()
                .asString()
                .contains("'members-by-email'", "the view of its stream is not known");
        assertThat(RECORDS.keysOf("members", written)).containsExactly(key("members", "m1"));
    }

    @Test
    void primaryKeyIsInEveryView() {
        StreamRecords records = new StreamRecords(List.of(MEMBERS), UnaryOperator.identity());

        assertThat(records.problemsOf("members", StreamViewType.KEYS_ONLY, Set.of("id")))
                .isEmpty();
    }

    @Test
    void streamOfATableWithoutBindingsIsAProblem() {
        assertThat(RECORDS.problemsOf("orders", change(OLD, NEW)))
                .containsExactly(
                        "The stream of table 'orders' evicts nothing, because no cache is bound to the table. The"
                                + " bound tables are members. Bind a cache to it, or read the stream of another table.");
        assertThat(RECORDS.keysOf("orders", change(OLD, NEW))).isEmpty();
    }
}
