package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.RedisUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evicts every key of a cache: all that {@code SCAN} finds on every primary, a page of keys at a time.
 *
 * <p>A key that is there from the beginning of a scan to its end is found, whatever else happens on that primary. One that
 * comes later holds a lease or a value whose load began after this eviction, so it may stay. Only a key that moves from a
 * primary that is not scanned yet to one that is scanned already would be missed: where the topology has changed, or a
 * slot was moving, everything is scanned once more.
 *
 * <p>A failure of any command ends it.
 */
final class CacheSweep {

    private static final String SCAN = "SCAN";

    /** How many keys a primary looks at for one page; those of other caches count too. */
    private static final int PAGE = 500;

    private static final long PROGRESS_NANOS = 10_000_000_000L;
    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final RedisConnection connection;
    private final String cacheName;
    private final String prefix;
    private final String pattern;
    private final Function<String, CompletionStage<Void>> evict;
    private final AtomicLong evicted = new AtomicLong();
    private final AtomicLong nextProgress = new AtomicLong(System.nanoTime() + PROGRESS_NANOS);

    /**
     * A sweep that has not begun.
     *
     * @param prefix what the names of all keys of the cache begin with, and of no other
     * @param evict evicts the key of a name
     */
    CacheSweep(
            RedisConnection connection,
            String cacheName,
            String prefix,
            Function<String, CompletionStage<Void>> evict) {
        this.connection = connection;
        this.cacheName = cacheName;
        this.prefix = prefix;
        this.pattern = matching(prefix);
        this.evict = evict;
    }

    /** Evicts everything, and once more if the topology was not the same all the time. */
    CompletableFuture<Void> run() {
        return Topology.ask(connection)
                .thenCompose(before -> all().thenCompose(done -> Topology.ask(connection))
                        .thenCompose(after -> after.isStill() && after.equals(before) ? finished() : all()))
                .thenRun(() -> log.debug("Evicted all {} keys of cache '{}'", evicted, cacheName));
    }

    private static CompletableFuture<Void> finished() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> all() {
        Collection<MasterSlaveEntry> primaries = connection.primaries();
        return CompletableFuture.allOf(
                primaries.stream().map(primary -> pages(primary, "0", null)).toArray(CompletableFuture[]::new));
    }

    /** The page at a cursor, and all after it. A cursor says nothing to another process than the one that gave it. */
    private CompletableFuture<Void> pages(MasterSlaveEntry primary, String cursor, @Nullable String scanned) {
        Reply<Page> page = Reply.of(SCAN, CommandKind.SWEEP, Page::of);
        connection.send(Commands.SCAN, primary, page, cursor, "MATCH", pattern, "COUNT", PAGE);
        return page.thenCompose(found -> {
            if (scanned != null && !scanned.equals(found.process())) {
                throw RedisUnavailableException.otherPrimary(SCAN);
            }
            CompletableFuture<Void> keys = evict(found.names());
            return found.isLast() ? keys : keys.thenCompose(done -> pages(primary, found.next(), found.process()));
        });
    }

    /** The pattern for what begins with a text, and for nothing else. */
    static String matching(String prefix) {
        return prefix.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0") + "*";
    }

    /**
     * What one {@code SCAN} found.
     *
     * @param process the primary that answered
     * @param next the cursor of the next page
     * @param names of keys
     */
    private record Page(String process, String next, List<String> names) {

        static Page of(@Nullable Object answer) {
            Judged judged = (Judged) Reply.required(answer);
            PrimaryView primary = judged.view(SCAN);
            List<?> words = judged.words();
            List<?> names = ((Judged) words.get(1)).words();
            return new Page(
                    primary.identity(),
                    text(words.get(0)),
                    names.stream().map(Page::text).toList());
        }

        private static String text(Object bytes) {
            return new String((byte[]) bytes, UTF_8);
        }

        boolean isLast() {
            return next.equals("0");
        }
    }

    private CompletableFuture<Void> evict(List<String> names) {
        CompletableFuture<?>[] evictions = names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> evict.apply(name).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(evictions).thenRun(() -> tellProgress(evicted.addAndGet(evictions.length)));
    }

    private void tellProgress(long count) {
        long due = nextProgress.get();
        if (System.nanoTime() - due >= 0 && nextProgress.compareAndSet(due, System.nanoTime() + PROGRESS_NANOS)) {
            log.info("Evicting all of cache '{}': {} keys so far", cacheName, count);
        }
    }
}
