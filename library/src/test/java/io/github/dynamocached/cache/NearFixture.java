package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;

/** A node with a near cache, a server in memory that other nodes use too, and a channel whose messages a test delivers. */
abstract class NearFixture {

    static final String FIRST = "first";
    static final Duration LAG = Duration.ofMillis(100);
    static final Duration NEAR_TTL = Duration.ofSeconds(10);
    static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .near(true)
            .staleWhileRevalidate(Duration.ofMinutes(1))
            .build();

    final Slot slot = slotOf(1, "Text");
    final InMemoryServer server = new InMemoryServer();
    final InMemoryEntryStore others = new InMemoryEntryStore(server);
    final ToldEntryStore store = new ToldEntryStore(server);
    final SteppedTiming timing = new SteppedTiming();
    final MapNearEntries entries = new MapNearEntries();
    final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    final Database database = new Database("old");
    final ToldReads toldOfAll = new ToldReads(true, new ArrayList<>());
    final ToldReads toldOfOthers = new ToldReads(false, new ArrayList<>());
    final ReadThroughCaches caches = new ReadThroughCaches(
            new Ports(
                    store,
                    new InMemoryLoadLock(server),
                    new Budgets(Duration.ofHours(1), Duration.ofHours(1)),
                    FailurePredicate.NONE,
                    timing,
                    new Nonces()),
            Runnable::run,
            name -> SETTINGS,
            List.of(toldOfAll, toldOfOthers),
            new NearMemory(entries, NEAR_TTL, LAG));
    final ReadThroughCache cache = caches.cache("users");
    Watch watch = openChannel();

    static Slot slotOf(int id, String variant) {
        return new Slot(CacheKey.of("users", List.of(id)), variant);
    }

    final Watch openChannel() {
        Watch opened = store.open(FIRST, timing.nanos());
        timing.pass(Duration.ofNanos(1));
        opened.confirm(timing.nanos());
        return opened;
    }

    /** The old value is in Redis, and nothing of it on this node. */
    @BeforeEach
    void fill() {
        Outcome unused = read();
        server.advance(SETTINGS.holdOff());
        pass(SETTINGS.holdOff());
    }

    /** Time passes, and the channel confirms at its end. */
    final void pass(Duration time) {
        timing.pass(time);
        watch.confirm(timing.nanos());
    }

    final Outcome read() {
        return read(slot);
    }

    final Outcome read(Slot of) {
        return Stages.await(begin(of));
    }

    final CompletableFuture<Outcome> begin() {
        return begin(slot);
    }

    final CompletableFuture<Outcome> begin(Slot of) {
        return cache.readAsync(operation, of, () -> CompletableFuture.completedFuture(database.load()), Runnable::run);
    }

    /** Reads on this thread. */
    final Outcome readHere() {
        try {
            return cache.read(operation, slot, database::load);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Another node writes and evicts, and has the acknowledgement. */
    final void writeElsewhere(String value) {
        database.write(value);
        Stages.awaitDone(others.evict(slot.key(), SETTINGS.holdOff(), EntryStore.NO_WRITER));
    }

    /** Another node has filled the slot, so that a lookup finds it. */
    final void fillElsewhere() {
        Node other = Node.on(
                others,
                new InMemoryLoadLock(server),
                SETTINGS.with().near(false).build());
        Outcome unused = other.read(slot, database::load);
        other.close();
    }

    /** The channel tells what it has to tell, and confirms. */
    final void hears() {
        store.tells(slot.key());
        watch.confirm(timing.nanos());
    }

    final int lookups() {
        return store.controlled().calls(Kind.READ);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Notes where values came from. */
    record ToldReads(boolean isToldOfNearHits, List<Outcome.Source> sources) implements CacheListener {

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            sources.add(outcome.source());
        }
    }
}
