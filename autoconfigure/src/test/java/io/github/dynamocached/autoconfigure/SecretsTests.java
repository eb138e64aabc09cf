package io.github.dynamocached.autoconfigure;

import static io.github.dynamocached.autoconfigure.SecretRepository.KEY;
import static io.github.dynamocached.autoconfigure.SecretRepository.VALUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Neither a key nor a value is in what is logged at info and above, thrown or metered, whatever goes wrong. */
class SecretsTests {

    private static final List<String> ALL_RIGHTS = List.of("ACL", "SETUSER", "default", "+@all");
    private static final Slot SLOT = new Slot(CacheKey.of("secrets", List.of(KEY)), Slot.ENTITY);
    private static final EntryFormat FORMAT = EntryFormat.fields("Account", "s1", List.of("id", "name"));

    private final List<Throwable> thrown = new ArrayList<>();
    private List<String> meters = List.of();
    private final RedisServer server = RedisServer.start();
    private final ApplicationContextRunner application = Applications.runner()
            .withBean(SecretRepository.class)
            .withBean(SecretWrites.class)
            .withBean(TalkativeListener.class)
            .withBean(SimpleMeterRegistry.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + server.uri(),
                    "dynamocached.caches.secrets.on-evict-failure=throw",
                    "dynamocached.caches.puts.on-evict-failure=throw",
                    "dynamocached.caches.fenced.consistency=fenced",
                    "dynamocached.caches.large.max-entry-size=1KB");

    /** Fails with all that it heard. */
    static class TalkativeListener implements CacheListener {

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            throw new IllegalStateException(cacheName + " gave " + outcome.value());
        }
    }

    @Test
    void neitherKeysNorValuesAreLoggedThrownOrMeteredWhateverHappensToRedis() {
        try (LogCapture log = new LogCapture()) {
            application.run(context -> {
                assertThat(context).hasNotFailed();
                await().until(context.getBean(RedisConnection.class)::isConnected);
                callAllWhileRedisFails(context);
                server.kill();
                callAll(context);
                meters = metersOf(context);
            });
            assertNoSecretIn(log.text());
            assertThat(log.text())
                    .contains(
                            "Circuit breaker open for reads",
                            "Redis did not acknowledge an eviction from cache 'secrets'",
                            "Redis did not acknowledge an eviction from cache 'puts'",
                            "Redis did not acknowledge an eviction from cache 'fenced'",
                            "Redis did not acknowledge an eviction from cache 'batches'",
                            "its results are returned but not cached in 'changing'",
                            "cannot be encoded: ",
                            "Cache listener ",
                            "evictions before the application ended");
        } finally {
            server.close();
        }
        assertThat(meters)
                .hasSizeGreaterThan(20)
                .anySatisfy(meter -> assertThat(meter).contains("secrets"));
        assertThat(meters).allSatisfy(SecretsTests::assertNoSecretIn);
        assertThat(thrown).allSatisfy(failure -> assertNoSecretIn(textOf(failure)));
        assertThat(thrown)
                .extracting(failure -> failure.getClass().getSimpleName())
                .contains(
                        "MisuseException",
                        "UnacknowledgedEvictionException",
                        "RedisUnavailableException",
                        "ValueCodecException");
    }

    @Test
    void leakedSecretWouldBeFound() {
        assertThat(List.of(KEY, "a " + VALUE, Arrays.toString(KEY.getBytes(UTF_8))))
                .noneSatisfy(SecretsTests::assertNoSecretIn);
        server.close();
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text).doesNotContain(KEY, VALUE, bytesOf(KEY), bytesOf(VALUE));
    }

    /** Names, tags and texts of all meters. */
    private static List<String> metersOf(ApplicationContext context) {
        return context.getBean(SimpleMeterRegistry.class).getMeters().stream()
                .map(Meter::getId)
                .map(meter -> meter.getName() + meter.getTags() + meter.getDescription() + meter.getBaseUnit())
                .toList();
    }

    private static String bytesOf(String secret) {
        String bytes = Arrays.toString(secret.getBytes(UTF_8));
        return bytes.substring(1, bytes.length() - 1);
    }

    private static String textOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private void callAllWhileRedisFails(ApplicationContext context) {
        callAll(context);
        spoil("SET", VALUE);
        callAll(context);
        spoil("HSET", "@x", KEY + VALUE);
        callAll(context);
        during(context, List.of("CONFIG", "SET", "maxmemory", "1"), List.of("CONFIG", "SET", "maxmemory", "0"));
        during(context, List.of("REPLICAOF", "127.0.0.1", "1"), List.of("REPLICAOF", "NO", "ONE"));
        during(context, List.of("SCRIPT", "FLUSH"), List.of("PING"));
        during(context, List.of("CLIENT", "KILL", "TYPE", "normal"), List.of("PING"));
        during(context, List.of("ACL", "SETUSER", "default", "-evalsha", "-eval", "-hmget"), ALL_RIGHTS);
        server.pause();
        callAll(context);
        server.resume();
        server.restart();
        callAll(context);
    }

    /** Does something to the server, calls everything, and does something else. */
    private void during(ApplicationContext context, List<String> begin, List<String> end) {
        try (RespConnection client = server.connect()) {
            client.execute(begin.toArray());
            callAll(context);
            client.execute(end.toArray());
        }
        EntryStore store = context.getBean(EntryStore.class);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() ->
                        store.read(SLOT, FORMAT, false).toCompletableFuture().join() != null);
    }

    /** Puts something else in the place of every entry. */
    private void spoil(String command, String... words) {
        for (Object key : (List<?>) Objects.requireNonNull(server.execute("KEYS", "dynamocached:*"))) {
            server.execute("DEL", key);
            server.execute(
                    Stream.concat(Stream.of(command, key), Stream.of(words)).toArray());
        }
    }

    private void callAll(ApplicationContext context) {
        SecretRepository repository = context.getBean(SecretRepository.class);
        List<Callable<?>> reads = List.of(
                () -> repository.find(KEY),
                () -> repository.text(KEY),
                () -> repository.absence(KEY),
                () -> repository.list(KEY),
                () -> repository.large(KEY),
                () -> repository.unwritable(KEY),
                () -> repository.changing(KEY),
                () -> repository.misnamed(KEY),
                () -> repository.untold(new SecretRepository.Untold(KEY)),
                () -> repository.cut(KEY),
                () -> repository.maybe(KEY));
        for (Callable<?> read : reads) {
            attempt(read);
            attempt(read);
        }
        SecretWrites.calls(context.getBean(SecretWrites.class), context.getBean(DynamoCaches.class))
                .forEach(this::attempt);
        attempt(() -> done(() -> repository.save(KEY)));
        attempt(() -> done(() -> repository.saveCut(KEY)));
        attempt(() -> done(repository::saveAll));
        EntryStore store = context.getBean(EntryStore.class);
        attempt(() -> store.read(SLOT, FORMAT, true).toCompletableFuture().get());
        attempt(() -> store.release(SLOT, KEY).toCompletableFuture().get());
        attempt(() -> store.evict(SLOT.key(), Duration.ZERO, EntryStore.NO_WRITER)
                .toCompletableFuture()
                .get());
        attempt(() ->
                store.evictAll("secrets", Duration.ZERO).toCompletableFuture().get());
        ValueCodecs codecs = context.getBean(ValueCodecs.class);
        for (Class<?> type : List.of(SecretRepository.Untold.class, Account.class, Integer.class)) {
            ValueCodec codec = codecs.codecOf(type);
            byte[][] spoilt = new byte[codec.format().size()][];
            Arrays.fill(spoilt, (KEY + VALUE).getBytes(UTF_8));
            attempt(() -> codec.decode(spoilt));
        }
        attempt(() -> codecs.codecOf(SecretRepository.Unwritable.class).encode(repository.unwritable(KEY)));
    }

    private static boolean done(Runnable call) {
        call.run();
        return true;
    }

    private void attempt(Callable<?> call) {
        try {
            Object unused = call.call();
        } catch (Exception failure) {
            thrown.add(
                    failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure);
        }
    }
}
