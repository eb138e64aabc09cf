package io.github.dynamocached.streams;

import io.github.dynamocached.Failures;
import io.github.dynamocached.streams.StreamCalls.From;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** Makes each call once that following a stream needs, and says what is wrong if one fails. */
final class StreamCheck {

    private final StreamTable table;
    private final StreamDescriptions descriptions;

    StreamCheck(StreamTable table) {
        this.table = table;
        this.descriptions = new StreamDescriptions(table);
    }

    /** The stream, if it can be read. */
    CompletableFuture<DescribedStream> run() {
        return descriptions.ask().thenCompose(this::readOnce);
    }

    private CompletableFuture<DescribedStream> readOnce(DescribedStream described) {
        Optional<Shard> open =
                described.shards().stream().filter(DescribedStream::isOpen).findFirst();
        if (open.isEmpty()) {
            return CompletableFuture.completedFuture(described);
        }
        return table.calls()
                .iterator(described.arn(), open.get().shardId(), From.NOW)
                .thenCompose(iterator -> table.calls().records(iterator, 1))
                .thenApply(read -> described);
    }

    /** Where, what is wrong, and what to do. */
    String problemOf(@Nullable Throwable thrown) {
        Throwable failure = thrown == null ? new IllegalStateException("no answer") : Failures.unwrapped(thrown);
        if (failure instanceof UnreadableStreamException) {
            return String.valueOf(failure.getMessage());
        }
        String stream = "The stream of table '" + table.name() + "' is not read, because ";
        if (failure instanceof ResourceNotFoundException) {
            return stream + "the table does not exist in this account and region. Create it, or correct"
                    + " dynamocached.streams.tables.";
        }
        if (isDenied(failure)) {
            return stream
                    + "the credentials of this application may not do so. Allow dynamodb:DescribeTable on the table,"
                    + " and dynamodb:DescribeStream, dynamodb:GetShardIterator and dynamodb:GetRecords on its stream.";
        }
        return stream + "a call to AWS failed with " + Failures.nameOf(failure)
                + ". It is tried again every 30 seconds. Check region, endpoint and network of the client.";
    }

    private static boolean isDenied(Throwable failure) {
        return failure instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && "AccessDeniedException".equals(refused.awsErrorDetails().errorCode());
    }
}
