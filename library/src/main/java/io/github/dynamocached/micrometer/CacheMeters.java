package io.github.dynamocached.micrometer;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.NearState;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.Unreadable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of all caches and of the connection to Redis, in one registry. {@code docs/metrics.md} lists their names. The
 * meters of a cache exist from its first use on. No tag holds a key or a value. Of two
 * instances in one registry, it asks only the first for states and for hits, so give each node a registry of its own.
 *
 * <p>Counting and reading the registry send nothing to Redis. Counting takes no lock, and for a hit it allocates nothing.
 */
public final class CacheMeters implements CacheListener {

    private final MeterRegistry registry;
    private final ConcurrentMap<String, MetersOfCache> caches = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CircuitMeters> circuits = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> commands = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, TaggedCounters<CommandFailure>> failures = new ConcurrentHashMap<>();

    private volatile @Nullable TaggedCounters<ReplicaReadResult> replicaReads;

    /**
     * No meters yet.
     *
     * @param registry where they are registered
     */
    public CacheMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onCache(String cacheName, Supplier<OutboxState> outbox) {
        of(cacheName).watch(registry, outbox);
    }

    @Override
    public void onNear(String cacheName, Supplier<NearState> near) {
        of(cacheName).watchNear(registry, near);
    }

    /** The state of a near cache has its hits. */
    @Override
    public boolean isToldOfNearHits() {
        return false;
    }

    @Override
    public void onRead(String cacheName, Outcome outcome) {
        of(cacheName).read(outcome);
    }

    @Override
    public void onLoad(String cacheName, boolean succeeded, Duration took) {
        of(cacheName).load(succeeded, took);
    }

    @Override
    public void onReadUnits(String cacheName, boolean consistent, double units) {
        of(cacheName).units(consistent, units);
    }

    @Override
    public void onFill(String cacheName, FillOutcome outcome) {
        of(cacheName).fill(outcome);
    }

    @Override
    public void onAdaptedTtl(String cacheName, Duration ttl) {
        of(cacheName).adaptedTtl(ttl);
    }

    @Override
    public void onUnreadable(String cacheName, Unreadable reason) {
        of(cacheName).unreadable().count(reason);
    }

    @Override
    public void onEvict(String cacheName, boolean acknowledged) {
        of(cacheName).evict(acknowledged);
    }

    @Override
    public void onEvictRetry(String cacheName, boolean acknowledged) {
        of(cacheName).retry(acknowledged);
    }

    @Override
    public void onUnverifiedLoad(String cacheName) {
        of(cacheName).unverifiedLoad();
    }

    @Override
    public void onRefresh(String cacheName, RefreshTrigger trigger, RefreshResult result) {
        of(cacheName).refresh(trigger, result);
    }

    @Override
    public void onWait(String cacheName, LoadingNode node, Duration took) {
        of(cacheName).await(node, took);
    }

    @Override
    public void onShadow(String cacheName, ShadowResult result, Duration age) {
        of(cacheName).shadow(result, age);
    }

    @Override
    public boolean timesCommands() {
        return true;
    }

    @Override
    public void onCommand(String command, long nanos) {
        Timer known = commands.get(command);
        Timer timer = known == null ? commands.computeIfAbsent(command, this::commandsOf) : known;
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer commandsOf(String command) {
        return MeterName.COMMANDS.timer().tag("command", command).register(registry);
    }

    @Override
    public void onCommandFailure(String command, CommandFailure reason) {
        TaggedCounters<CommandFailure> known = failures.get(command);
        TaggedCounters<CommandFailure> counters =
                known == null ? failures.computeIfAbsent(command, this::failuresOf) : known;
        counters.count(reason);
    }

    @Override
    public void onReplicaRead(ReplicaReadResult result) {
        TaggedCounters<ReplicaReadResult> known = replicaReads;
        (known == null ? replicaReads() : known).count(result);
    }

    /** Most applications read no replicas, and have no meters of them. */
    private synchronized TaggedCounters<ReplicaReadResult> replicaReads() {
        TaggedCounters<ReplicaReadResult> known = replicaReads;
        if (known == null) {
            known = new TaggedCounters<>(
                    ReplicaReadResult.class, MeterName.REPLICA_READS, "result", Tags.empty(), registry);
            replicaReads = known;
        }
        return known;
    }

    @Override
    public void onCircuit(String commands, CircuitState state) {
        circuits.computeIfAbsent(commands, name -> new CircuitMeters(registry, name))
                .set(state);
    }

    private TaggedCounters<CommandFailure> failuresOf(String command) {
        return new TaggedCounters<>(
                CommandFailure.class, MeterName.COMMAND_FAILURES, "reason", Tags.of("command", command), registry);
    }

    private MetersOfCache of(String cacheName) {
        MetersOfCache known = caches.get(cacheName);
        return known == null ? caches.computeIfAbsent(cacheName, name -> new MetersOfCache(registry, name)) : known;
    }

    /** A gauge for each state of one circuit breaker, of which one is 1. */
    private static final class CircuitMeters {

        private volatile CircuitState current = CircuitState.CLOSED;

        CircuitMeters(MeterRegistry registry, String commands) {
            for (CircuitState state : CircuitState.values()) {
                Gauge.builder(MeterName.CIRCUIT.text(), this, circuit -> circuit.current == state ? 1 : 0)
                        .description(MeterName.CIRCUIT.description())
                        .tag("commands", commands)
                        .tag("state", TaggedCounters.wordOf(state))
                        .register(registry);
            }
        }

        void set(CircuitState state) {
            current = state;
        }
    }
}
