package io.github.dynamocached.cache;

import io.github.dynamocached.cache.SearchClient.Kind;
import io.github.dynamocached.cache.SearchCommand.Way;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The lock of one node, whose commands wait for the search. Correctness must not rest on the lock, so it can also be
 * one that answers anything: that covers every expiry, crash and failover of the real one.
 */
final class SearchLock implements LoadLock {

    private final InMemoryLoadLock target;
    private final SearchClient client;
    private final long firstOwner;
    private final boolean answersAnything;

    /** Keeps the owners of different nodes apart, as a client's own id does on the real server. */
    private static long firstOwner(String node) {
        return 1000L * node.charAt(0);
    }

    /** The name under which a load holds the lock, by its nonce. */
    static String ownerOf(String nonce) {
        int end = nonce.indexOf('-');
        return String.valueOf(
                firstOwner(nonce.substring(0, end)) + Long.parseLong(nonce.substring(end + 1), Character.MAX_RADIX));
    }

    SearchLock(InMemoryLoadLock target, SearchClient client, boolean answersAnything) {
        this.target = target;
        this.client = client;
        this.firstOwner = firstOwner(client.name());
        this.answersAnything = answersAnything;
    }

    @Override
    public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
        List<Way<Boolean>> ways = answersAnything
                ? List.of(
                        new Way<>("is won", () -> CompletableFuture.completedFuture(true)),
                        new Way<>("is lost", () -> CompletableFuture.completedFuture(false)))
                : List.of(new Way<>("is executed", () -> target.tryLock(slot, firstOwner + owner, lease)));
        return client.send(Kind.LOCK, ways, String::valueOf);
    }

    @Override
    public CompletionStage<Void> unlock(Slot slot, long owner) {
        if (answersAnything) {
            return CompletableFuture.completedFuture(null);
        }
        return client.send(
                Kind.UNLOCK,
                List.of(new Way<>("is executed", () -> target.unlock(slot, firstOwner + owner))),
                done -> "done");
    }
}
