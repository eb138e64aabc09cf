package io.github.dynamocached.micrometer;

import io.github.dynamocached.StreamListener;
import io.github.dynamocached.StreamState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of the streams that this node follows, in one registry. {@code docs/metrics.md} lists their names. The meters of a
 * table exist from the start on. Reading the registry sends nothing to AWS or Redis.
 */
public final class StreamMeters implements StreamListener {

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Counter> records = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> sweeps = new ConcurrentHashMap<>();

    /**
     * No meters yet.
     *
     * @param registry where they are registered
     */
    public StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onStream(String table, Supplier<StreamState> state) {
        Counter unusedRecords = records(table);
        Counter unusedSweeps = sweeps(table);
        gauge(MeterName.STREAM_SHARDS, table, state, StreamState::shards);
        gauge(MeterName.STREAM_LEADER, table, state, current -> current.leader() ? 1 : 0);
        gauge(
                MeterName.STREAM_PROBLEM,
                table,
                state,
                current -> current.problem().isPresent() ? 1 : 0);
        TimeGauge.builder(
                        MeterName.STREAM_LAG.text(),
                        state,
                        TimeUnit.MILLISECONDS,
                        watched -> watched.get().lag().toMillis())
                .description(MeterName.STREAM_LAG.description())
                .tags(tags(table))
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void onRecords(String table, int count) {
        records(table).increment(count);
    }

    @Override
    public void onSweep(String table) {
        sweeps(table).increment();
    }

    private Counter records(String table) {
        return counter(MeterName.STREAM_RECORDS, table, records);
    }

    private Counter sweeps(String table) {
        return counter(MeterName.STREAM_SWEEPS, table, sweeps);
    }

    private Counter counter(MeterName name, String table, ConcurrentMap<String, Counter> counters) {
        return counters.computeIfAbsent(
                table, unknown -> name.counter().tags(tags(unknown)).register(registry));
    }

    private void gauge(MeterName name, String table, Supplier<StreamState> state, ToDoubleFunction<StreamState> value) {
        Gauge.builder(name.text(), state, watched -> value.applyAsDouble(watched.get()))
                .description(name.description())
                .tags(tags(table))
                .strongReference(true)
                .register(registry);
    }

    private static Tags tags(String table) {
        return Tags.of("table", table);
    }
}
