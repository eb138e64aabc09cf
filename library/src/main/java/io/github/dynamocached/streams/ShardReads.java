package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.streams.StreamCalls.From;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads one shard to its end, one batch after the other. The next batch is read only when all evictions of the last one are
 * acknowledged: what Redis does not take stays in the stream.
 */
final class ShardReads {

    /** The most that one read returns. */
    private static final int LIMIT = 1000;

    private final StreamLeader leader;
    private final StreamTable table;
    private final String stream;
    private final String shard;
    private final From from;
    private @Nullable String processed;
    private long provenMillis;
    private int failures;
    private boolean ended;
    private boolean stopped;

    /**
     * Reads of a shard.
     *
     * @param from where they begin
     * @param provenMillis all changes until then are evicted
     */
    ShardReads(StreamLeader leader, String stream, String shard, From from, long provenMillis) {
        this.leader = leader;
        this.table = leader.table();
        this.stream = stream;
        this.shard = shard;
        this.from = from;
        this.provenMillis = provenMillis;
    }

    /** All changes in the shard until then are evicted. */
    long provenMillis() {
        return provenMillis;
    }

    boolean isAtEnd() {
        return ended;
    }

    void stop() {
        stopped = true;
    }

    /**
     * Gets an iterator, and reads on.
     *
     * @param begun runs when there is an iterator
     */
    void begin(Runnable begun) {
        From next = processed == null ? from : From.after(processed);
        long asked = table.loop().millis();
        on(table.calls().iterator(stream, shard, next), (iterator, failure) -> {
            if (iterator != null) {
                failures = 0;
                provenMillis = next.equals(From.NOW) ? asked : provenMillis;
                begun.run();
                read(iterator);
            } else {
                failed(failure, () -> begin(begun));
            }
        });
    }

    private void read(String iterator) {
        long asked = table.loop().millis();
        long began = table.loop().nanos();
        on(table.calls().records(iterator, LIMIT), (answer, failure) -> {
            if (answer != null) {
                failures = 0;
                process(answer, asked, began);
            } else if (failure != null && Failures.unwrapped(failure) instanceof ExpiredIteratorException) {
                beginAgain();
            } else {
                failed(failure, () -> read(iterator));
            }
        });
    }

    /** An iterator lives for a quarter of an hour. Without a position, nobody knows which records came meanwhile. */
    private void beginAgain() {
        if (processed == null && from.type() == ShardIteratorType.LATEST) {
            leader.distrust("the reading of a shard was interrupted for too long before its first record");
        } else {
            begin(() -> {});
        }
    }

    private void process(GetRecordsResponse answer, long asked, long began) {
        List<Record> records = answer.records();
        if (records.isEmpty()) {
            provenMillis = asked;
            goOn(answer, began, table.times().idleRead());
            return;
        }
        table.listeners().forEach(listener -> listener.onRecords(table.name(), records.size()));
        Set<CacheKey> keys = new HashSet<>();
        records.forEach(each -> keys.addAll(table.records().keysOf(table.name(), each)));
        Record last = records.get(records.size() - 1);
        evict(keys, () -> {
            processed = last.dynamodb().sequenceNumber();
            provenMillis = Math.max(provenMillis, Math.min(asked, createdMillis(last, asked)));
            leader.positions().processed(shard, processed, table.loop().nanos());
            goOn(answer, began, table.times().busyRead());
        });
    }

    /** Rounded down, by DynamoDB Local to minutes. So the read before may prove more. */
    private static long createdMillis(Record last, long otherwise) {
        return last.dynamodb().approximateCreationDateTime() == null
                ? otherwise
                : last.dynamodb().approximateCreationDateTime().toEpochMilli();
    }

    private void evict(Set<CacheKey> keys, Runnable next) {
        on(table.evict(keys), (left, impossible) -> {
            if (left == null || !left.isEmpty()) {
                failures++;
                after(table.times().retryAfter(failures), () -> evict(left == null ? keys : left, next));
            } else {
                failures = 0;
                next.run();
            }
        });
    }

    private void goOn(GetRecordsResponse answer, long began, Duration pace) {
        String next = answer.nextShardIterator();
        if (next == null) {
            ended = true;
            leader.positions()
                    .processed(shard, StreamPositions.END, table.loop().nanos());
            leader.lookSoon();
            return;
        }
        long passed = table.loop().nanos() - began;
        after(pace.minusNanos(passed), () -> read(next));
    }

    private void failed(@Nullable Throwable thrown, Runnable again) {
        Throwable failure = thrown == null ? new IllegalStateException("no answer") : Failures.unwrapped(thrown);
        if (failure instanceof TrimmedDataAccessException) {
            leader.distrust("records were removed from the stream before they were read");
            return;
        }
        if (failure instanceof ResourceNotFoundException) {
            leader.lookSoon();
        }
        failures++;
        leader.tellOf(failure);
        after(table.times().retryAfter(failures), again);
    }

    private <T> void on(CompletionStage<T> stage, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> next) {
        table.loop().on(stage, (answer, failure) -> {
            if (!stopped) {
                next.accept(answer, failure);
            }
        });
    }

    private void after(Duration delay, Runnable task) {
        table.loop().schedule(delay.isNegative() ? Duration.ZERO : delay, () -> {
            if (!stopped) {
                task.run();
            }
        });
    }
}
