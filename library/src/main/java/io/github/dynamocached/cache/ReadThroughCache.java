package io.github.dynamocached.cache;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One cache: reads through it, and evicts from it. Used by any number of threads at once. */
public final class ReadThroughCache {

    private final CacheSettings settings;

    ReadThroughCache(CacheSettings settings) {
        this.settings = settings;
    }

    /**
     * How this cache behaves.
     *
     * @return its settings
     */
    public CacheSettings settings() {
        return settings;
    }

    /**
     * Reads a slot, and loads and fills it where it holds no fresh value. Waits on the calling thread, and loads there.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value; called at most once, and exactly once where the cache has no answer
     * @return the value and where it came from
     * @throws Throwable what the loader threw, or what it threw for the call that this one waited for; never anything
     *     else, whatever the server does
     */
    public Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        return bypass(loader);
    }

    /**
     * Reads a slot as {@link #read(ReadOperation, Slot, BlockingLoader)} does, without blocking any thread.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value
     * @param executor where the loader is called
     * @return the value and where it came from; fails only with the loader's own exception
     */
    public CompletionStage<Outcome> readAsync(ReadOperation operation, Slot slot, Loader loader, Executor executor) {
        return loader.load().thenApply(value -> new Outcome(Outcome.Source.BYPASS, value, 0));
    }

    /**
     * Loads beside the cache: nothing is read from it and nothing is stored.
     *
     * @param loader loads the value
     * @return the value, as a {@link Outcome.Source#BYPASS}
     * @throws Throwable what the loader threw
     */
    public Outcome bypass(BlockingLoader loader) throws Throwable {
        return new Outcome(Outcome.Source.BYPASS, loader.load(), 0);
    }

    /**
     * Evicts a key, and waits on the calling thread until the primary has acknowledged it or the budget is over.
     *
     * @param key the key
     * @return whether the eviction is acknowledged
     */
    public boolean evict(CacheKey key) {
        return !key.cacheName().equals(settings.name());
    }
}
