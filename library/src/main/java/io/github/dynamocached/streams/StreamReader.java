package io.github.dynamocached.streams;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.StreamState;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * Follows the streams of tables, and evicts what they say was written, by any program. All nodes of an application have one.
 * For each table one of them leads and reads; another takes over within ten seconds of its end.
 *
 * <p>It has one thread, and blocks no other. While Redis or AWS is down it tries again: changes stay in the stream for a day.
 * {@link #start} and {@link #close} may be called on any thread, each once.
 */
public final class StreamReader implements BoundTables, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamReader.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final Collection<String> tables;
    private final StreamCalls calls;
    private final Leadership leadership;
    private final DescribedCaches described;
    private final List<? extends StreamListener> listeners;
    private final StreamTimes times;
    private final LoopThread loop = new LoopThread();
    private final String node = UUID.randomUUID().toString();
    private volatile List<TableReader> readers = List.of();

    /**
     * A reader that does nothing yet.
     *
     * @param tables the names or the ARNs of the tables
     * @param tableClient asks for the streams of the tables; stays the caller's to close
     * @param streamsClient reads the streams; stays the caller's to close
     * @param leadership chooses the node that reads, and keeps positions
     * @param listeners are notified of what is read
     */
    public StreamReader(
            Collection<String> tables,
            DynamoDbAsyncClient tableClient,
            DynamoDbStreamsAsyncClient streamsClient,
            Leadership leadership,
            List<? extends StreamListener> listeners) {
        this(tables, tableClient, streamsClient, leadership, listeners, DescribedCaches.NONE);
    }

    /**
     * A reader that does nothing yet, and evicts caches whose keys it learns from its tables too.
     *
     * @param tables the names or the ARNs of the tables
     * @param tableClient asks for the streams and the keys of the tables; stays the caller's to close
     * @param streamsClient reads the streams; stays the caller's to close
     * @param leadership chooses the node that reads, and keeps positions
     * @param listeners are notified of what is read
     * @param described caches in addition to those that are bound, such as those of caching clients
     */
    public StreamReader(
            Collection<String> tables,
            DynamoDbAsyncClient tableClient,
            DynamoDbStreamsAsyncClient streamsClient,
            Leadership leadership,
            List<? extends StreamListener> listeners,
            DescribedCaches described) {
        this(
                tables,
                new StreamCalls(tableClient, streamsClient),
                leadership,
                listeners,
                described,
                StreamTimes.DEFAULT);
    }

    StreamReader(
            Collection<String> tables,
            StreamCalls calls,
            Leadership leadership,
            List<? extends StreamListener> listeners,
            DescribedCaches described,
            StreamTimes times) {
        this.tables = List.copyOf(tables);
        this.calls = calls;
        this.leadership = leadership;
        this.listeners = List.copyOf(listeners);
        this.described = described;
        this.times = times;
    }

    /**
     * Learns which caches belong to the tables. Caches of described tables are found by their names in the same way.
     *
     * @throws MisuseException if a table has no cache
     */
    @Override
    public void bind(
            Collection<TableBinding> bindings,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches) {
        StreamRecords records = new StreamRecords(bindings, keyParts, described);
        List<TableReader> bound = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String table : new TreeSet<>(tables)) {
            String name = StreamRecords.tableOf(table);
            Map<String, CacheWrites> cachesOfTable = new HashMap<>();
            Stream.concat(
                            bindings.stream()
                                    .filter(binding -> binding.tableName().equals(name)),
                            described.bindingsOf(name, List.of()).stream())
                    .forEach(binding -> cachesOfTable.put(binding.cache(), caches.apply(binding.cache())));
            if (cachesOfTable.isEmpty()) {
                problems.add("dynamocached.streams.tables: no cache is bound to table '" + name
                        + "', so its stream would evict nothing. Set the property table of a cache to it, list it in"
                        + " dynamocached.client.tables, or remove it.");
            }
            bound.add(new TableReader(new StreamTable(
                    table, name, node, calls, leadership, records, cachesOfTable, loop, times, listeners)));
        }
        if (!problems.isEmpty()) {
            throw new MisuseException(problems);
        }
        readers = List.copyOf(bound);
    }

    /** Its stream shows it. A view that does not show the attributes is told of as a problem of the stream. */
    @Override
    public boolean seesEveryChange(TableBinding binding) {
        return tables.stream().anyMatch(table -> StreamRecords.tableOf(table).equals(binding.tableName()));
    }

    /** Begins to follow the streams of the bound tables, in the background. */
    public void start() {
        readers.forEach(reader -> loop.execute(reader::start));
    }

    /** {@return how the stream of each table is followed} */
    public List<StreamState> states() {
        return readers.stream().map(TableReader::state).toList();
    }

    /** Stops, and lets other nodes lead. Waits two seconds at most for Redis to know; without it they lead ten seconds later. */
    @Override
    public void close() {
        CompletableFuture<Void> all = CompletableFuture.supplyAsync(
                        () -> readers.stream().map(TableReader::stop).toArray(CompletableFuture<?>[]::new), loop)
                .thenCompose(CompletableFuture::allOf);
        try {
            all.orTimeout(END.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException unknown) {
            log.info("Redis did not answer that this node reads no more streams. Others take over within 10 seconds.");
        }
        loop.close();
    }
}
