package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadSteps;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a value, by what its load was seen to read. */
class LoadProofTests extends ConsistencyFixture {

    private final Slot others = new Slot(CacheKey.of("users", List.of("2")), "Text");

    @Test
    void provenLoadLivesItsFullLifeAfterAnEviction() {
        assertThat(hitsAfterHoldOff(() -> read(true))).isTrue();
    }

    @Test
    void loadWithoutAnyReadLivesShort() {
        assertThat(hitsAfterHoldOff(() -> "value")).isFalse();
        assertThat(unverified).hasValue(1);
    }

    @Test
    void unprovenLoadAfterAnEvictionHasNoStaleWindow() {
        Node node = nodeWith(Node.SETTINGS
                .with()
                .consistency(Consistency.STRICT)
                .staleWhileRevalidate(Duration.ofMinutes(1))
                .staleIfError(Duration.ofMinutes(1))
                .build());
        node.evict(slot);
        node.read(slot, () -> "value");
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, () -> "other")).isEqualTo(new Outcome(Source.MISS, "other", 0));
    }

    @Test
    void loadWithOneReadThatIsNotConsistentLivesShort() {
        assertThat(hitsAfterHoldOff(() -> {
                    read(true);
                    return read(false);
                }))
                .isFalse();
    }

    @Test
    void loadBesideWhichSomebodyElseReadEventuallyLivesShort() {
        assertThat(hitsAfterHoldOff(readBeside(() -> elsewhere(() -> read(false)))))
                .isFalse();
        assertThat(unverified).hasValue(1);
    }

    @Test
    void loadBesideWhichSomebodyElseReadConsistentlyLivesItsFullLife() {
        assertThat(hitsAfterHoldOff(readBeside(() -> elsewhere(() -> read(true)))))
                .isTrue();
        assertThat(unverified).hasValue(0);
    }

    @Test
    void readThatBeganBeforeTheLoadIsNoPartOfIt() {
        DynamoDbRead early = DynamoDbRead.begin();
        assertThat(hitsAfterHoldOff(readBeside(() -> elsewhere(() -> early.end(false)))))
                .isTrue();
    }

    @Test
    void readThatEndsAfterTheLoadIsNoPartOfIt() {
        List<DynamoDbRead> late = new ArrayList<>();
        assertThat(hitsAfterHoldOff(readBeside(() -> elsewhere(() -> late.add(DynamoDbRead.begin())))))
                .isTrue();
        late.forEach(read -> read.end(false));
    }

    @Test
    void readOfAnotherLoadIsNoPartOfThisOne() {
        Node eventual = anotherNode();
        assertThat(hitsAfterHoldOff(readBeside(() -> await(eventual.readElsewhere(others, () -> read(false))))))
                .isTrue();
        eventual.close();
    }

    @Test
    void readThatAForkJoinThreadMakesWithinAnotherLoadMayBePartOfThisOne() {
        Node eventual = anotherNode();
        ForkJoinPool pool = new ForkJoinPool(1);
        assertThat(hitsAfterHoldOff(readBeside(() -> pool.submit(() -> eventual.read(others, () -> read(false)))
                        .join())))
                .isFalse();
        pool.shutdown();
        eventual.close();
    }

    @Test
    void threadThatCompletesAReadOfTheLoadGoesOnWithIt() {
        assertThat(hitsAfterHoldOff(() -> {
                    DynamoDbRead first = DynamoDbRead.begin();
                    elsewhere(() -> {
                        first.end(true);
                        DynamoDbRead next = DynamoDbRead.begin();
                        next.end(next.mustBeConsistent());
                    });
                    return "value";
                }))
                .isTrue();
    }

    @Test
    void threadThatCompletesAReadOfNoLoadGoesOnWithNone() {
        assertThat(hitsAfterHoldOff(() -> {
                    DynamoDbRead first = DynamoDbRead.begin();
                    elsewhere(() -> {
                        first.end(true);
                        DynamoDbRead.begin().end(true);
                        DynamoDbRead next = DynamoDbRead.begin();
                        assertThat(next.mustBeConsistent()).isTrue();
                        LoadSteps.continueWith(null);
                        DynamoDbRead outside = DynamoDbRead.begin();
                        assertThat(outside.mustBeConsistent()).isFalse();
                    });
                    return "value";
                }))
                .isTrue();
    }

    @Test
    void threadThatALoadIsCarriedToReadsForItAsLongAsItIsUnderWay() {
        AtomicReference<@Nullable LoadContext> carried = new AtomicReference<>();
        assertThat(hitsAfterHoldOff(() -> {
                    LoadContext load = LoadContext.current();
                    carried.set(load);
                    elsewhere(() -> {
                        LoadContext.bind(load);
                        DynamoDbRead read = DynamoDbRead.begin();
                        read.end(read.mustBeConsistent());
                    });
                    return "value";
                }))
                .isTrue();
        elsewhere(() -> {
            LoadContext.bind(carried.get());
            assertThat(LoadContext.current()).isNull();
        });
    }

    @Test
    void readThatIsNotConsistentCountsAgainstEverybodyIfItsLoadWasCarriedToItsThread() {
        Node eventual = anotherNode();
        assertThat(hitsAfterHoldOff(readBeside(() -> await(eventual.readElsewhere(others, () -> {
                    LoadContext load = LoadContext.current();
                    elsewhere(() -> {
                        LoadContext.bind(load);
                        read(false);
                    });
                    return "other";
                })))))
                .isFalse();
        eventual.close();
    }

    @Test
    void valueThatIsNotStoredIsNotCountedAsUnverified() {
        Node node = node(Consistency.STRICT);
        node.evict(slot);
        node.read(slot, new BlockingLoader() {
            @Override
            public Object load() {
                return "value";
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return false;
            }
        });
        assertThat(unverified).hasValue(0);
    }

    @Test
    void readOfNestedLoadCountsForTheOuterOne() {
        Node node = node(Consistency.STRICT);
        node.evict(slot);
        node.read(slot, () -> node.read(others, () -> read(true)).value());
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, () -> "other").source()).isEqualTo(Source.HIT);
    }

    @Test
    void noLoadIsBoundToTheThreadAfterwards() {
        assertThat(node(null).read(slot, () -> "value").source()).isEqualTo(Source.MISS);
        assertThat(LoadContext.current()).isNull();
    }

    @Test
    void callerThatCameBeforeAProvenLoadSharesItAlthoughItsFillIsRejected() throws Exception {
        Node node = node(Consistency.STRICT);
        HeldCommand acquire = node.store().holdReplyOfNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> read(true));
        acquire.awaitArrival();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, () -> "another load");
        await(store.evict(slot.key(), Duration.ZERO, EntryStore.NO_WRITER));
        acquire.reply();
        assertThat(await(leader)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(await(follower)).isEqualTo(new Outcome(Source.MISS, "value", 0));
    }

    @Test
    void callerThatCameAfterAcquireDoesNotShareAnUnprovenLoadWhoseFillIsRejected() throws Exception {
        Node node = node(Consistency.STRICT);
        HeldCommand acquire = node.store().holdReplyOfNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> "value");
        acquire.awaitArrival();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, () -> "another load");
        await(store.evict(slot.key(), Duration.ZERO, EntryStore.NO_WRITER));
        acquire.reply();
        assertThat(await(leader)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(await(follower)).isEqualTo(new Outcome(Source.MISS, "another load", 0));
    }

    private boolean hitsAfterHoldOff(BlockingLoader loader) {
        Node node = node(Consistency.STRICT);
        node.evict(slot);
        assertThat(node.read(slot, loader)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        server.advance(Node.SETTINGS.holdOff());
        return node.read(slot, loader).source() == Source.HIT;
    }

    /** A load that is consistent itself, while something else happens. */
    private static BlockingLoader readBeside(Runnable other) {
        return () -> {
            Object value = read(true);
            other.run();
            return value;
        };
    }

    /** A node of an eventual cache with a server of its own. */
    private static Node anotherNode() {
        return Node.on(
                new InMemoryEntryStore(new InMemoryServer()),
                new InMemoryLoadLock(new InMemoryServer()),
                Node.SETTINGS.with().consistency(Consistency.EVENTUAL).build());
    }

    private static void elsewhere(Runnable work) {
        Thread thread = new Thread(work);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        thread.setUncaughtExceptionHandler((failed, thrown) -> failure.set(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(failure).hasNullValue();
    }

    /** A read as the interceptor of a client reports it. */
    private static String read(boolean consistent) {
        DynamoDbRead.begin().end(consistent);
        return "value";
    }
}
