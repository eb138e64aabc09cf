package io.github.dynamocached.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** Streams with shards that split, lose old records and disappear. Answers at once, and fails when a test says so. */
final class FakeStreams implements DynamoDbStreamsAsyncClient {

    private static final Duration LIFE_OF_ITERATOR = Duration.ofMinutes(15);
    private static final int PAGE = 100;

    private final MovableLoop loop;
    private final Map<String, FakeShard> shards = new LinkedHashMap<>();
    private int label;
    private int numbers;
    private long sequence = 1_000_000;
    private ChronoUnit precision = ChronoUnit.MILLIS;
    private Supplier<@Nullable RuntimeException> failure = () -> null;
    private Runnable beforeIterator = () -> {};
    final List<GetRecordsRequest> reads = new ArrayList<>();
    final List<GetShardIteratorRequest> iterators = new ArrayList<>();
    int descriptions;

    /** One shard. */
    static final class FakeShard {
        private final String id;
        private final List<Record> records = new ArrayList<>();
        private boolean closed;
        private int trimmed;

        FakeShard(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    FakeStreams(MovableLoop loop) {
        this.loop = loop;
        enable();
    }

    String arn() {
        return "arn:aws:dynamodb:eu-central-1:000000000000:table/users/stream/" + label;
    }

    /** A new stream with one shard. The one before is gone. */
    FakeShard enable() {
        label++;
        shards.clear();
        return add();
    }

    FakeShard add() {
        FakeShard shard = new FakeShard("shard-" + numbers++);
        shards.put(shard.id, shard);
        return shard;
    }

    FakeShard first() {
        return shards.values().iterator().next();
    }

    FakeShard last() {
        return List.copyOf(shards.values()).get(shards.size() - 1);
    }

    void splitAll() {
        List.copyOf(shards.values()).stream().filter(shard -> !shard.closed).forEach(this::split);
    }

    /** Closes a shard, and opens its child. */
    FakeShard split(FakeShard shard) {
        end(shard);
        return add();
    }

    /** Closes a shard without a child, as disabling the stream does. */
    void end(FakeShard shard) {
        shard.closed = true;
    }

    /** A change of an item. */
    void write(FakeShard shard, String id) {
        if (shard.closed) {
            throw new IllegalStateException("The shard is closed.");
        }
        shard.records.add(Record.builder()
                .eventName("MODIFY")
                .dynamodb(record -> record.keys(Map.of("id", AttributeValue.fromS(id)))
                        .sequenceNumber(Long.toString(sequence++))
                        .approximateCreationDateTime(
                                Instant.ofEpochMilli(loop.millis()).truncatedTo(precision)))
                .build());
    }

    /** Removes all records of a shard that there are. */
    void trim(FakeShard shard) {
        shard.trimmed = shard.records.size();
    }

    /** Removes a shard from the stream. */
    void remove(FakeShard shard) {
        shards.remove(shard.id);
    }

    /** Rounds the times of records down. DynamoDB Local rounds to minutes. */
    void roundTimesTo(ChronoUnit unit) {
        precision = unit;
    }

    /** Decides on each call whether it fails. */
    void failWith(Supplier<@Nullable RuntimeException> decision) {
        failure = decision;
    }

    /** Happens once, before the next iterator is made. */
    void beforeIterator(Runnable event) {
        beforeIterator = () -> {
            beforeIterator = () -> {};
            event.run();
        };
    }

    @Override
    public CompletableFuture<DescribeStreamResponse> describeStream(DescribeStreamRequest request) {
        descriptions++;
        return answer(() -> {
            List<FakeShard> all = List.copyOf(shards.values());
            int first = 1 + all.stream().map(FakeShard::id).toList().indexOf(request.exclusiveStartShardId());
            int end = Math.min(all.size(), first + PAGE);
            List<Shard> page =
                    all.subList(first, end).stream().map(FakeStreams::described).toList();
            return DescribeStreamResponse.builder()
                    .streamDescription(stream -> stream.streamArn(arn())
                            .shards(page)
                            .lastEvaluatedShardId(end < all.size() ? all.get(end - 1).id : null))
                    .build();
        });
    }

    private static Shard described(FakeShard shard) {
        return Shard.builder()
                .shardId(shard.id)
                .sequenceNumberRange(range ->
                        range.startingSequenceNumber("1").endingSequenceNumber(shard.closed ? "999999999" : null))
                .build();
    }

    @Override
    public CompletableFuture<GetShardIteratorResponse> getShardIterator(GetShardIteratorRequest request) {
        beforeIterator.run();
        iterators.add(request);
        return answer(() -> {
            FakeShard shard = find(request.streamArn(), request.shardId());
            int index = switch (request.shardIteratorType()) {
                case TRIM_HORIZON -> shard.trimmed;
                case LATEST -> shard.records.size();
                case AFTER_SEQUENCE_NUMBER -> indexAfter(shard, request.sequenceNumber());
                default -> throw new IllegalArgumentException(String.valueOf(request.shardIteratorType()));
            };
            return GetShardIteratorResponse.builder()
                    .shardIterator(iterator(shard, index))
                    .build();
        });
    }

    private static int indexAfter(FakeShard shard, String sequence) {
        for (int i = 0; i < shard.records.size(); i++) {
            if (shard.records.get(i).dynamodb().sequenceNumber().equals(sequence)) {
                if (i + 1 < shard.trimmed) {
                    throw TrimmedDataAccessException.builder().build();
                }
                return i + 1;
            }
        }
        throw new IllegalArgumentException("No such sequence number.");
    }

    private String iterator(FakeShard shard, int index) {
        return arn() + " " + shard.id + " " + index + " " + loop.nanos();
    }

    private FakeShard find(String stream, String id) {
        FakeShard shard = shards.get(id);
        if (shard == null || !stream.equals(arn())) {
            throw ResourceNotFoundException.builder().build();
        }
        return shard;
    }

    @Override
    public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
        reads.add(request);
        return answer(() -> {
            String[] words = request.shardIterator().split(" ", -1);
            if (loop.nanos() - Long.parseLong(words[3]) > LIFE_OF_ITERATOR.toNanos()) {
                throw ExpiredIteratorException.builder().build();
            }
            FakeShard shard = find(words[0], words[1]);
            int index = Integer.parseInt(words[2]);
            if (index < shard.trimmed) {
                throw TrimmedDataAccessException.builder().build();
            }
            int end = Math.min(shard.records.size(), index + request.limit());
            boolean isEnd = shard.closed && end == shard.records.size();
            return GetRecordsResponse.builder()
                    .records(shard.records.subList(index, end))
                    .nextShardIterator(isEnd ? null : iterator(shard, end))
                    .build();
        });
    }

    private <T> CompletableFuture<T> answer(Supplier<T> answer) {
        try {
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            return CompletableFuture.completedFuture(answer.get());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public String serviceName() {
        return "dynamodb-streams";
    }

    @Override
    public void close() {}
}
