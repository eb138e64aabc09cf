package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The spans that Micrometer Tracing makes of a refresh, with the handlers that Spring Boot registers. */
class TracedRefreshTests {

    private static final CacheSettings BRIEF = Node.SETTINGS
            .with()
            .ttl(Duration.ofMillis(1))
            .staleWhileRevalidate(Duration.ofMinutes(1))
            .build();

    private final SimpleTracer tracer = new SimpleTracer();
    private final ObservationRegistry registry = ObservationRegistry.create();

    TracedRefreshTests() {
        registry.observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, Propagator.NOOP),
                        new DefaultTracingObservationHandler(tracer)));
    }

    private record Value(String text) implements BlockingLoader {

        @Override
        public Object load() {
            return text;
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }

    private Optional<SimpleSpan> ended(String name, String parent) {
        return tracer.getSpans().stream()
                .filter(span -> span.getEndTimestamp().toEpochMilli() > 0
                        && name.equals(span.getName())
                        && parent.equals(span.getParentId()))
                .findFirst();
    }

    private SimpleSpan within(String parent, String name) {
        return await().until(() -> ended(name, parent), Optional::isPresent).orElseThrow();
    }

    @Test
    void refreshIsInTheTraceOfTheCallThatTriggeredIt() {
        try (RedisConnection connection = Connections.ready(Connections.open(SharedServers.redis()))) {
            Node node = new Node(
                    new RedisEntryStore(connection),
                    new RedisLoadLock(connection),
                    BRIEF,
                    Node.GENEROUS,
                    List.of(new CacheObservations(registry)));
            Slot slot = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
            node.read(slot, new Value("old"));
            AtomicReference<Span> trigger = new AtomicReference<>();
            await().until(() ->
                    Observation.createNotStarted("request", registry).observe(() -> {
                                trigger.set(tracer.currentSpan());
                                return node.read(slot, new Value("new")).source();
                            })
                            == Source.STALE);
            TraceContext caller = Objects.requireNonNull(trigger.get()).context();
            SimpleSpan refresh = within(caller.spanId(), "refresh users");
            assertThat(refresh.getTraceId()).isEqualTo(caller.traceId());
            assertThat(refresh.getTags())
                    .containsEntry("outcome", "refreshed")
                    .containsEntry("trigger", "stale")
                    .containsEntry("cache", "users");
            SimpleSpan fill = within(refresh.getSpanId(), "fill");
            assertThat(fill.getKind()).isEqualTo(Span.Kind.CLIENT);
            assertThat(fill.getRemoteServiceName()).isEqualTo("Redis");
            assertThat(within(refresh.getSpanId(), "load users").getTags()).containsEntry("outcome", "success");
            node.close();
        }
    }
}
