package io.github.dynamocached.samples;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import io.github.dynamocached.streams.StreamsEvictor;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** Evicts what one shard of a table's stream reports. A worker has one for each of its shards. */
final class EvictingProcessor implements DynamoDBStreamsShardRecordProcessor {

    private final StreamsEvictor evictor;
    private final String table;

    EvictingProcessor(StreamsEvictor evictor, String table) {
        this.evictor = evictor;
        this.table = table;
    }

    @Override
    public void processRecords(DynamoDBStreamsProcessRecordsInput batch) {
        List<Record> records = batch.records().stream()
                .map(DynamoDBStreamsClientRecord::getRecord)
                .toList();
        while (!evictor.evict(table, records).isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                return; // Without a checkpoint: the next worker gets the batch again.
            }
        }
        checkpoint(batch.checkpointer());
    }

    @Override
    public void shardEnded(ShardEndedInput end) {
        checkpoint(end.checkpointer());
    }

    /** A worker that may not set its checkpoint has lost the shard. The next one evicts some records again. */
    private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
        try {
            checkpointer.checkpoint();
        } catch (InvalidStateException | ShutdownException lost) {
            System.getLogger("evictions").log(System.Logger.Level.INFO, "No checkpoint is set", lost);
        }
    }

    @Override
    public void initialize(InitializationInput shard) {}

    @Override
    public void leaseLost(LeaseLostInput lost) {}

    @Override
    public void shutdownRequested(ShutdownRequestedInput shutdown) {}
}
