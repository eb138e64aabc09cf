package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.eviction.PoisonedKeys;
import io.github.dynamocached.store.NearMemory;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a node keeps in its memory, and the channel that tells what changes; nothing where the scenario has none. */
final class SearchNear {

    private final BrokenNear rules;
    private final MapNearEntries entries = new MapNearEntries();
    private final @Nullable SearchChannel channel;
    private final @Nullable Near cache;

    /** @param later runs what a broken rule delays */
    SearchNear(SearchWorld world, SearchClient client, SearchClock clock, PoisonedKeys poisoned, Executor later) {
        this.rules = world.scenario().variant().near();
        CacheSettings settings = world.scenario().settings();
        NearMemory memory = new NearMemory(entries, NearMemory.TTL, NearMemory.LAG);
        this.cache = settings.near() && world.scenario().nodes().contains(client.name())
                ? rules.of(settings, memory, clock, poisoned, later)
                : null;
        this.channel = cache == null ? null : new SearchChannel(world, client, clock, entries, cache);
    }

    @Nullable
    Near cache() {
        return cache;
    }

    @Nullable
    SearchChannel channel() {
        return channel;
    }

    /** The value that a call finds before the outbox is asked, where that rule is broken. */
    @Nullable
    Outcome beforeTheOutbox(ReadCall call) {
        return cache != null && rules.isMemoryAskedFirst() ? cache.lookUp(call) : null;
    }

    void beforeEviction() {
        rules.beforeEviction(cache);
    }

    void addSteps(List<SearchStep> steps) {
        if (channel != null) {
            channel.addSteps(steps);
        }
    }

    /** How many messages the node could hear now. */
    int waiting() {
        return channel == null ? 0 : channel.waiting();
    }

    /** Makes a call within whose lookup in memory, if it comes to one, so many messages are heard. */
    void hearsWithinALookup(int messages, Runnable call) {
        SearchChannel heard = channel;
        if (heard != null) {
            entries.afterNextLookup(() -> heard.handle(messages));
        }
        call.run();
        entries.afterNextLookup(() -> {});
    }

    /** Tells a change of the key if there was one. */
    void look() {
        if (channel != null) {
            channel.look();
        }
    }

    /** All keys were deleted at once. */
    void flushed() {
        if (channel != null) {
            channel.flushed();
        }
    }

    /** What was acknowledged when the question was sent that was confirmed last. */
    int confirmed() {
        return channel == null ? 0 : channel.confirmed();
    }

    String state() {
        return channel == null ? "" : channel.state();
    }
}
