package io.github.dynamocached.micrometer;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** A node whose work is observed, and what was observed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ObservationFixture {

    private final RedisConnection connection = Connections.ready(Connections.open(SharedServers.redis()));
    final TestObservationRegistry registry = TestObservationRegistry.create();
    final Queue<Observation.Context> ended = new ConcurrentLinkedQueue<>();
    final Node node = nodeWith(new CacheObservations(registry), Node.SETTINGS);

    ObservationFixture() {
        registry.observationConfig().observationHandler(new Noting());
    }

    private final class Noting implements ObservationHandler<Observation.Context> {

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    Node nodeWith(CacheObservations observations, CacheSettings settings) {
        return new Node(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                settings,
                Node.GENEROUS,
                List.of(observations));
    }

    @AfterEach
    void forget() {
        ended.clear();
        registry.clear();
    }

    @AfterAll
    void close() {
        node.close();
        connection.close();
    }

    static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    void within(String name, Runnable call) {
        Observation.createNotStarted(name, registry).observe(call);
    }

    static @Nullable String parentOf(Observation.Context context) {
        ObservationView parent = context.getParentObservation();
        return parent == null ? null : parent.getContextView().getName();
    }

    /** Waits for commands whose answers nobody waits for. */
    Observation.Context command(String name) {
        return await().until(
                        () -> ended.stream()
                                .filter(context -> name.equals(context.getContextualName()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
