package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.dynamodb.EvictingWrites;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * Far more writes of an asynchronous client than the outbox sends in a second, for which nobody waits. The interceptor is told
 * of them as the SDK does. The service is left out, because it would be the slowest part.
 */
@Tag("full")
class OwedEvictionsUnderLoadTests {

    private static final int A_SECOND = 20_000;
    private static final int AT_ONCE = 200;
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final long MOST_GROWTH = 16 << 20;

    private final EvictingWrites interceptor = new EvictingWrites();

    private static String callsOfScan(RedisServer server) {
        return String.valueOf(Objects.requireNonNull(server.execute("INFO", "commandstats")))
                .lines()
                .filter(line -> line.startsWith("cmdstat_scan:"))
                .findFirst()
                .orElse("none");
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void write(int id) {
        ExecutionAttributes attributes =
                new ExecutionAttributes().putAttribute(SdkExecutionAttribute.CLIENT_TYPE, ClientType.ASYNC);
        InterceptorContext context = InterceptorContext.builder()
                .request(PutItemRequest.builder()
                        .tableName("people")
                        .item(Map.of("id", AttributeValue.fromN("" + id)))
                        .build())
                .response(PutItemResponse.builder().build())
                .build();
        interceptor.beforeMarshalling(context, attributes);
        interceptor.beforeTransmission(context, attributes);
        interceptor.afterExecution(context, attributes);
    }

    @Test
    void noKeyStaysPoisonedLongAndNeitherMemoryNorPendingWritesGrow() {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger mostPending = new AtomicInteger();
        AtomicLong wholeCache = new AtomicLong();
        ScheduledExecutorService writers = Executors.newSingleThreadScheduledExecutor();
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection));
                TableWrites writes = TableWrites.open()) {
            ReadThroughCache cache = node.cache();
            writes.bind(
                    List.of(new TableBinding("people", "users", List.of("id"))),
                    UnaryOperator.identity(),
                    name -> cache);
            long began = System.nanoTime();
            var writing = writers.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < AT_ONCE; i++) {
                            write(next.getAndIncrement());
                        }
                        mostPending.accumulateAndGet(cache.outbox().queued(), Math::max);
                        wholeCache.addAndGet(cache.outbox().wholeCache() ? 1 : 0);
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) * AT_ONCE / A_SECOND,
                    TimeUnit.NANOSECONDS);

            await().atMost(LENGTH).until(() -> next.get() >= 5 * A_SECOND);
            long before = usedMemory();
            await().atMost(LENGTH.multipliedBy(2))
                    .until(() -> System.nanoTime() - began >= LENGTH.toNanos() && !writing.isDone());
            writing.cancel(false);
            long written = System.nanoTime();
            assertThat(cache.evict(CacheKey.of("users", List.of(next.get() - 1))))
                    .isTrue();
            long acknowledged = System.nanoTime();
            long growth = usedMemory() - before;
            System.out.printf(
                    "Owed evictions: %,d in %,d ms, the last one acknowledged after %,d ms, at most %d pending, memory grew by"
                            + " %,d kB%n",
                    next.get(),
                    TimeUnit.NANOSECONDS.toMillis(written - began),
                    TimeUnit.NANOSECONDS.toMillis(acknowledged - written),
                    mostPending.get(),
                    growth / 1024);
            assertThat(wholeCache).hasValue(0);
            assertThat(mostPending).hasValue(0);
            assertThat(callsOfScan(server)).isEqualTo("none");
            assertThat(growth).isLessThan(MOST_GROWTH);
        } finally {
            writers.shutdownNow();
        }
    }
}
