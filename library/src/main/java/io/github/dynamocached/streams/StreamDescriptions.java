package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Asks for the stream of a table and its shards, page by page. An account may ask for ten pages in a second. */
final class StreamDescriptions {

    private static final Duration BETWEEN_PAGES = Duration.ofMillis(200);

    private final StreamTable table;

    StreamDescriptions(StreamTable table) {
        this.table = table;
    }

    /** The stream of now. Fails with an {@link UnreadableStreamException} if there is none of use. */
    CompletableFuture<DescribedStream> ask() {
        return table.calls().table(table.table()).thenComposeAsync(this::shardsOf, table.loop());
    }

    private CompletableFuture<DescribedStream> shardsOf(TableDescription described) {
        StreamSpecification stream = described.streamSpecification();
        String arn = described.latestStreamArn();
        if (stream == null || !Boolean.TRUE.equals(stream.streamEnabled()) || arn == null) {
            throw new UnreadableStreamException(
                    "Table '" + table.name() + "' has no stream, so changes by other programs"
                            + " do not evict its caches (" + caches() + "). Enable the stream with StreamViewType"
                            + " NEW_AND_OLD_IMAGES, or remove the table from dynamocached.streams.tables.");
        }
        List<String> keys = described.keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .toList();
        table.records().describe(table.name(), keys);
        List<String> problems = table.records().problemsOf(table.name(), stream.streamViewType(), keys);
        if (!problems.isEmpty()) {
            throw new UnreadableStreamException(String.join(" ", problems));
        }
        return page(arn, null, new ArrayList<>());
    }

    private String caches() {
        return String.join(", ", table.caches().keySet().stream().sorted().toList());
    }

    private CompletableFuture<DescribedStream> page(String arn, @Nullable String after, List<Shard> shards) {
        return table.calls().shards(arn, after).thenComposeAsync(page -> next(arn, page, shards), table.loop());
    }

    private CompletableFuture<DescribedStream> next(String arn, StreamDescription page, List<Shard> shards) {
        shards.addAll(page.shards());
        String last = page.lastEvaluatedShardId();
        if (last == null) {
            return CompletableFuture.completedFuture(new DescribedStream(arn, shards));
        }
        CompletableFuture<Void> pause = new CompletableFuture<>();
        table.loop().schedule(BETWEEN_PAGES, () -> pause.complete(null));
        return pause.thenCompose(over -> page(arn, last, shards));
    }
}
