package io.github.dynamocached.micrometer;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.RedisServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A node on a server, and what its meters show. */
public final class MeteredNode implements AutoCloseable {

    private final MeterRegistry registry;
    private final RedisConnection connection;
    private final Node node;

    /** A node with time enough for the answers of a busy machine. */
    public MeteredNode(RedisConnection connection, CacheSettings settings) {
        this(connection, settings, new SimpleMeterRegistry());
    }

    /** The same with another registry. */
    MeteredNode(RedisConnection connection, CacheSettings settings, MeterRegistry registry) {
        this(connection, settings, Node.GENEROUS, registry);
    }

    private MeteredNode(RedisConnection connection, CacheSettings settings, Budgets budgets, MeterRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        this.node = new Node(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                settings,
                budgets,
                List.of(new CacheMeters(registry)));
    }

    /** A connected node with time enough for the answers of a busy machine. */
    public static MeteredNode on(RedisServer server) {
        return new MeteredNode(Connections.ready(Connections.open(server)), Node.SETTINGS);
    }

    /** A connected node with the default settings, which gives a server up that hangs. */
    public static MeteredNode hasty(RedisServer server) {
        RedisConnection connection = RedisConnection.to(Connections.configOf(server), RedisSettings.DEFAULT);
        return new MeteredNode(
                Connections.ready(connection), Node.SETTINGS, Budgets.DEFAULT, new SimpleMeterRegistry());
    }

    public Node node() {
        return node;
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** What a counter of the cache shows, 0 if there is none yet. */
    public double count(String name, String tag, String value) {
        Search search = registry.find(name).tag("cache", "users").tag(tag, value);
        Counter counter = search.counter();
        FunctionCounter read = search.functionCounter();
        return counter != null ? counter.count() : read == null ? 0 : read.count();
    }

    /** How many loads ended so. */
    public long loads(String outcome) {
        Timer timer = registry.get("dynamocached.loads").tag("outcome", outcome).timer();
        return timer.count();
    }

    /** Commands that failed and why, with how many there were. */
    public Map<String, Double> failures() {
        return registry.find("dynamocached.redis.failures").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("command") + " "
                                + counter.getId().getTag("reason"),
                        Counter::count));
    }

    /** What a gauge of the cache shows. */
    public double gauge(String name) {
        return registry.get(name).tag("cache", "users").gauge().value();
    }

    /** The state that a circuit breaker is in. */
    public String circuit(String commands) {
        return registry.get("dynamocached.redis.circuit").tag("commands", commands).gauges().stream()
                .filter(state -> state.value() == 1)
                .map(Gauge::getId)
                .map(id -> String.valueOf(id.getTag("state")))
                .reduce("", String::concat);
    }

    @Override
    public void close() {
        node.close();
        connection.close();
    }
}
