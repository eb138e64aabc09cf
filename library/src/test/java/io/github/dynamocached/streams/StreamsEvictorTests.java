package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.TableBinding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What the evictor sends to a store, and what it answers. The events are as Lambda sends them. */
class StreamsEvictorTests {

    private final RecordingStore store = new RecordingStore();

    private StreamsEvictorBuilder builder() {
        return StreamsEvictor.over(store.port())
                .bind("members", "members", "id")
                .bind("members", "members-by-email", "email")
                .patience(Duration.ofMillis(200));
    }

    private static String handle(StreamsEvictor evictor, String event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        evictor.handle(new ByteArrayInputStream(event.getBytes(UTF_8)), response);
        return response.toString(UTF_8);
    }

    private static String event(String name) throws IOException {
        try (var golden = Objects.requireNonNull(StreamsEvictorTests.class.getResourceAsStream(name))) {
            return new String(golden.readAllBytes(), UTF_8);
        }
    }

    private static Record record(String id) {
        return Record.builder()
                .dynamodb(item -> item.keys(Map.of("id", AttributeValue.fromS(id)))
                        .sequenceNumber("1" + id)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                .build();
    }

    @Test
    void eventOfLambdaEvictsTheKeysOfAllItsRecordsOnce() throws IOException {
        assertThat(handle(builder().build(), event("event.json"))).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(store.evicted())
                .containsExactlyInAnyOrder(
                        "members:m1",
                        "members-by-email:ada%40old.example",
                        "members-by-email:ada%40new.example",
                        "members:m2",
                        "members-by-email:bob%40example.org",
                        "members:m3");
    }

    @Test
    void everyKeyGetsTheHoldOffAndKeepsTheFencesOfWriters() throws IOException {
        handle(builder().build(), event("event.json"));
        handle(builder().holdOff(Duration.ofSeconds(5)).build(), event("event.json"));

        assertThat(store.terms()).containsExactlyInAnyOrder("PT2S by ''", "PT5S by ''");
    }

    @Test
    void keysAreSentInBundlesOfAHundred() {
        builder()
                .build()
                .evict(
                        "members",
                        IntStream.range(0, 250).mapToObj(i -> record("m" + i)).toList());

        assertThat(store.bundles()).containsExactly(100, 100, 50);
    }

    @Test
    void evictionThatIsNotAcknowledgedIsRepeated() {
        store.refuse("members:m1", 3);

        assertThat(builder().patience(Duration.ofMinutes(1)).build().evict("members", List.of(record("m1"))))
                .isEmpty();

        assertThat(store.evicted()).containsExactly("members:m1");
        assertThat(store.attempts()).isEqualTo(4);
    }

    @Test
    void handlerThrowsUnlessEverythingIsEvictedAndTriesAllRecordsBefore() {
        store.refuse("members:m1", Integer.MAX_VALUE);
        StreamsEvictor evictor = builder().build();

        assertThatThrownBy(() -> handle(evictor, event("event.json")))
                .isInstanceOfSatisfying(
                        UnevictedRecordsException.class,
                        failure ->
                                assertThat(failure.sequenceNumbers()).containsExactly("4421584500000000017450439091"))
                .hasMessage(
                        "StreamsEvictor: Redis did not acknowledge the evictions of 1 of 4 stream records within 200"
                                + " ms (java.lang.IllegalStateException). Deliver the batch again, as Lambda does when the function"
                                + " fails with this exception. If this lasts, check that the function reaches Redis.");

        assertThat(store.evicted()).contains("members:m2", "members:m3", "members-by-email:bob%40example.org");
    }

    /** Lambda takes an answer of another shape for a success of the whole batch. */
    @Test
    void partialResponseNamesTheFailedRecordsExactlyAsLambdaExpects() throws IOException {
        store.refuse("members:m1", Integer.MAX_VALUE);
        store.refuse("members:m3", Integer.MAX_VALUE);

        assertThat(handle(builder().partialResponses().build(), event("event.json")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"4421584500000000017450439091\"},"
                        + "{\"itemIdentifier\":\"4421584500000000017450439094\"}]}");
    }

    @Test
    void partialResponseToABatchThatIsEvictedIsEmpty() throws IOException {
        assertThat(handle(builder().partialResponses().build(), event("event.json")))
                .isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void recordsOfTheSdkThatAreNotEvictedAreReturnedInTheirOrder() {
        store.refuse("members:m7", Integer.MAX_VALUE);
        store.refuse("members:m2", Integer.MAX_VALUE);
        List<Record> records = List.of(record("m7"), record("m1"), record("m2"), record("m7"), record("m3"));

        assertThat(builder().build().evict("members", records)).containsExactly("1m7", "1m2", "1m7");
        assertThat(store.evicted()).containsExactlyInAnyOrder("members:m1", "members:m3");
    }

    @Test
    void storeThatNeverAnswersIsGivenUp() {
        store.hang();

        assertThat(builder().build().evict("members", List.of(record("m1")))).containsExactly("1m1");
    }

    @Test
    void interruptEndsTheWaitAndStays() {
        store.hang();
        StreamsEvictor patient = builder().patience(Duration.ofHours(1)).build();

        Thread.currentThread().interrupt();

        assertThat(patient.evict("members", List.of(record("m1")))).containsExactly("1m1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void viewThatDoesNotShowABoundAttributeFailsTheBatchWhoseOtherKeysAreEvicted() {
        StreamsEvictor evictor = builder().partialResponses().build();

        assertThatThrownBy(() -> handle(evictor, event("keys-only.json")))
                .isInstanceOf(MisuseException.class)
                .hasMessage(
                        "Cache 'members-by-email' is not evicted, because it is bound to attributes (email) that are"
                                + " not all in the primary key of table 'members', and the view of its stream is KEYS_ONLY."
                                + " Disable the stream, and enable it again with StreamViewType NEW_AND_OLD_IMAGES.");
        assertThat(store.evicted()).containsExactly("members:m1");
    }

    @Test
    void streamOfATableWithoutBindingsFailsTheBatch() {
        StreamsEvictor evictor = builder().build();
        List<Record> records = List.of(record("m1"));

        assertThatThrownBy(() -> evictor.evict("orders", records))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("no cache is bound to the table. The bound tables are members.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Records\":{}}",
                "{\"Records\":[{\"eventSource\":\"aws:kinesis\"}]}",
                "{\"Records\":[{\"eventSource\":\"aws:dynamodb\",\"dynamodb\":{\"SequenceNumber\":\"1\"}}]}",
                "{\"Records\":[{\"secret"
            })
    void whatIsNoEventOfAStreamIsRefusedWithoutShowingIt(String event) {
        StreamsEvictor evictor = builder().build();

        assertThatThrownBy(() -> handle(evictor, event))
                .isInstanceOf(MisuseException.class)
                .hasMessageStartingWith("StreamsEvictor: this is not an event of a DynamoDB stream, because ")
                .hasMessageEndingWith("call the function only by an event source mapping of a table's stream.")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void keyThatCannotBeConvertedEvictsTheWholeCache() {
        StreamsEvictor evictor = builder()
                .keyParts(parts -> {
                    throw new IllegalStateException();
                })
                .build();

        assertThat(evictor.evict("members", List.of(record("m1")))).isEmpty();
        assertThat(store.evicted()).containsExactly("members:*");
    }

    @Test
    void convertedPartsMakeTheKey() {
        builder().keyParts(parts -> List.of("tenant", parts.get(0))).build().evict("members", List.of(record("m1")));

        assertThat(store.evicted()).containsExactly("members:tenant:m1");
    }

    @Test
    void builderRefusesWhatCannotWork() {
        StreamsEvictorBuilder builder = StreamsEvictor.over(store.port());

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("evicts nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.bind(TableBinding.ofEntity("members", "members")))
                .withMessageStartingWith("The binding of cache 'members' to table 'members' names no attribute.");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.patience(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.holdOff(Duration.ofSeconds(-1)));
    }
}
