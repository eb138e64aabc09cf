package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.store.EntryStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Evicts what the records of a DynamoDB stream say was written, by any program. It runs in an AWS Lambda function, or in any
 * consumer that has the SDK's records. It needs neither Spring nor a library of Lambda.
 *
 * <pre>{@code
 * StreamsEvictor evictor = StreamsEvictor.over(new RedisEntryStore(RedisConnection.to(config, RedisSettings.DEFAULT)))
 *         .bind("users", "users", "id")
 *         .bind("members", "members-by-email", "email")
 *         .build();
 * evictor.handle(event, response);
 * }</pre>
 *
 * <p>Build one per process, and keep it between calls. Many threads may use it at once. Its methods block. If Redis does not
 * answer, they repeat the evictions for as long as {@linkplain StreamsEvictorBuilder#patience patience} lasts, and then report the records
 * that were not evicted. Such a batch has to be delivered again. Evictions that are repeated are harmless.
 */
public final class StreamsEvictor {

    private static final Logger log = LoggerFactory.getLogger(StreamsEvictor.class);

    private final StreamRecords records;
    private final RepeatedEvictions evictions;
    private final Duration patience;
    private final boolean answersPartially;

    StreamsEvictor(StreamRecords records, RepeatedEvictions evictions, Duration patience, boolean answersPartially) {
        this.records = records;
        this.evictions = evictions;
        this.patience = patience;
        this.answersPartially = answersPartially;
    }

    /**
     * Begins to build an evictor.
     *
     * @param store the entries to evict, usually a {@code RedisEntryStore}. It stays the caller's to close
     * @return a builder without bindings
     */
    public static StreamsEvictorBuilder over(EntryStore store) {
        return new StreamsEvictorBuilder(store);
    }

    /**
     * Evicts for an event of Lambda. All records are tried, whether or not others fail.
     *
     * @param event the JSON that Lambda passes to the function. It is read to its end and not closed
     * @param response gets the JSON that Lambda expects. It is not closed
     * @throws IOException if the event cannot be read or the response cannot be written
     * @throws UnevictedRecordsException if Redis did not acknowledge all evictions. With
     *     {@link StreamsEvictorBuilder#partialResponses() partial responses} the response names these records instead
     * @throws MisuseException if this is no event of a DynamoDB stream, if no cache is bound to its table, or if the stream does
     *     not show an attribute of a binding. What its records do show is evicted before
     */
    public void handle(InputStream event, OutputStream response) throws IOException {
        UnevictedRecordsException failure = evict(LambdaEvent.read(event));
        if (failure != null && !answersPartially) {
            throw failure;
        }
        response.write(answer(failuresOf(failure)).getBytes(UTF_8));
    }

    /**
     * Evicts for records of the SDK, for example in a processor of the Kinesis Client Library. All records are tried, whether or
     * not others fail.
     *
     * @param table the name or the ARN of the table, or the ARN of its stream
     * @param batch the records
     * @return the sequence numbers of the records that were not evicted, in the order of the batch; empty if everything is
     *     evicted. Their records are to be delivered again
     * @throws MisuseException if no cache is bound to the table, or if the stream does not show an attribute of a binding. What
     *     the records do show is evicted before
     */
    public List<String> evict(String table, Collection<Record> batch) {
        return failuresOf(evict(
                batch.stream().map(written -> new TableRecord(table, written)).toList()));
    }

    private static List<String> failuresOf(@Nullable UnevictedRecordsException failure) {
        if (failure == null) {
            return List.of();
        }
        log.warn(failure.getMessage());
        return failure.sequenceNumbers();
    }

    private @Nullable UnevictedRecordsException evict(List<TableRecord> batch) {
        List<Set<CacheKey>> keys = new ArrayList<>(batch.size());
        Set<String> problems = new LinkedHashSet<>();
        for (TableRecord each : batch) {
            keys.add(records.keysOf(each.table(), each.written()));
            problems.addAll(records.problemsOf(each.table(), each.written()));
        }
        Map<CacheKey, Throwable> failed =
                evictions.evict(keys.stream().flatMap(Set::stream).collect(Collectors.toSet()));
        if (!problems.isEmpty()) {
            throw new MisuseException(List.copyOf(problems));
        }
        return failed.isEmpty() ? null : failureOf(batch, keys, failed);
    }

    private UnevictedRecordsException failureOf(
            List<TableRecord> batch, List<Set<CacheKey>> keys, Map<CacheKey, Throwable> failed) {
        List<String> sequenceNumbers = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (keys.get(i).stream().anyMatch(failed::containsKey)) {
                sequenceNumbers.add(batch.get(i).sequenceNumber());
            }
        }
        return new UnevictedRecordsException(
                sequenceNumbers,
                batch.size(),
                patience,
                failed.values().iterator().next());
    }

    /** What Lambda expects, exactly: it takes an answer of another shape for a success. Sequence numbers are digits. */
    private static String answer(List<String> sequenceNumbers) {
        return sequenceNumbers.stream()
                .map(number -> "{\"itemIdentifier\":\"" + number + "\"}")
                .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}"));
    }
}
