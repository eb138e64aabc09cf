package io.github.dynamocached.streams;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * A stream and its shards in one description.
 *
 * @param arn the ARN of the stream, which holds its label: a stream that is enabled anew has another one
 */
record DescribedStream(String arn, List<Shard> shards) {

    /** Whether records may still be written to a shard. */
    static boolean isOpen(Shard shard) {
        return shard.sequenceNumberRange() == null
                || shard.sequenceNumberRange().endingSequenceNumber() == null;
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        shards.forEach(shard -> ids.add(shard.shardId()));
        return ids;
    }

    int open() {
        return (int) shards.stream().filter(DescribedStream::isOpen).count();
    }
}
