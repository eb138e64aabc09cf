package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadThroughCacheTests {

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final InMemoryEntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    private final Database database = new Database("value");
    private Node node = node(Node.SETTINGS);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void firstReadLoadsAndSecondHitsWithOneCommand() {
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        server.advance(Duration.ofSeconds(3));
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.HIT, "value", 3000));
        assertThat(node.store().calls()).containsExactly(Kind.READ, Kind.ACQUIRE, Kind.FILL, Kind.READ);
        assertThat(database.loads()).isEqualTo(1);
    }

    @Test
    void valueIsLoadedAgainAfterItsTimeToLive() {
        node.read(slot, database::load);
        server.advance(Node.SETTINGS.ttl());
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.MISS);
    }

    @Test
    void absenceIsCachedForItsOwnTime() {
        database.write(null);
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, null, 0));
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.HIT, null, 0));
        server.advance(Node.SETTINGS.negativeTtl());
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.MISS);
    }

    @Test
    void absenceIsNotCachedWithoutATimeForIt() {
        node = node(Node.SETTINGS.with().negativeTtl(Duration.ZERO).build());
        database.write(null);
        node.read(slot, database::load);
        assertThat(node.read(slot, database::load).source()).isNotEqualTo(Source.HIT);
        assertThat(fixture.fields(slot.key())).isEmpty();
    }

    @Test
    void valueLargerThanTheLargestEntryIsReturnedAndNotStored() {
        node = node(Node.SETTINGS.with().maxEntrySize(4).build());
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(fixture.fields(slot.key())).isEmpty();
        database.write("size");
        node.read(new Slot(slot.key(), "Small"), database::load);
        assertThat(fixture.fields(slot.key())).containsKey("@v:Small");
    }

    @Test
    void valueThatCannotBeEncodedIsReturnedAndNotStored() {
        assertThat(node.read(slot, () -> "broken")).isEqualTo(new Outcome(Source.MISS, "broken", 0));
        assertThat(fixture.fields(slot.key())).isEmpty();
    }

    @Test
    void entryThatCannotBeDecodedIsAMissAndIsOverwritten() {
        node.read(slot, database::load);
        fixture.putField(slot.key(), "@v:Text", "!garbage");
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.HIT, "value", 0));
    }

    @Test
    void variantBeyondTheGreatestNumberIsReturnedAndNotStored() {
        node = node(Node.SETTINGS.with().maxVariants(2).build());
        for (String variant : List.of("a", "b", "c")) {
            assertThat(node.read(new Slot(slot.key(), variant), database::load).value())
                    .isEqualTo("value");
        }
        assertThat(fixture.fields(slot.key())).containsKeys("@v:a", "@v:b").doesNotContainKey("@v:c");
    }

    @Test
    void jitterShortensTheTimeToLiveByAtMostItsShare() {
        node = node(
                Node.SETTINGS.with().ttl(Duration.ofSeconds(100)).ttlJitter(0.2).build());
        for (int i = 0; i < 200; i++) {
            Slot each = new Slot(CacheKey.of("users", List.of(i)), "Text");
            node.read(each, database::load);
            assertThat(fixture.timeToLive(each.key())).isBetween(80_000L, 100_000L);
        }
    }

    @Test
    void fillDuringHoldOffLivesShort() {
        node.evict(slot);
        node.read(slot, database::load);
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.HIT);
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.MISS);
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.HIT);
    }

    @Test
    void rejectedFillGivesItsLeaseBack() {
        node.read(slot, () -> {
            server.advance(Duration.ofSeconds(1));
            server.restartFrom(server.snapshot());
            return "value";
        });
        assertThat(node.store().calls()).contains(Kind.FILL, Kind.RELEASE);
        assertThat(fixture.fields(slot.key())).isEmpty();
    }

    @Test
    void timeToLiveOfTheMethodBeatsThatOfTheCache() throws Throwable {
        ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), Duration.ofSeconds(1));
        node.cache().read(operation, slot, database::load);
        server.advance(Duration.ofSeconds(1));
        assertThat(node.cache().read(operation, slot, database::load).source()).isEqualTo(Source.MISS);
    }

    @Test
    void exceptionReachesTheCallerAsItWasThrownAndIsNotCached() {
        IOException failure = new IOException("the table is gone");
        ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
        assertThatThrownBy(() -> node.cache().read(operation, slot, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(fixture.fields(slot.key())).isEmpty();
        assertThat(node.read(slot, database::load).value()).isEqualTo("value");
    }

    @Test
    void nestedReadOfTheKeyBeingLoadedBypasses() {
        Outcome outcome = node.read(slot, () -> {
            Outcome nested = node.read(slot, database::load);
            assertThat(nested.source()).isEqualTo(Source.BYPASS);
            return nested.value();
        });
        assertThat(outcome).isEqualTo(new Outcome(Source.MISS, "value", 0));
    }

    @Test
    void nestedReadOfAnotherKeyIsCached() {
        Slot inner = new Slot(CacheKey.of("users", List.of("2")), "Text");
        node.read(slot, () -> node.read(inner, database::load).value());
        assertThat(node.read(inner, database::load).source()).isEqualTo(Source.HIT);
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.HIT);
    }

    @Test
    void loadRunsOnTheCallersThreadWithItsInterruptFlag() {
        Thread.currentThread().interrupt();
        Outcome outcome = node.read(slot, () -> {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return Thread.currentThread().getName();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.value()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void asynchronousReadLoadsOnItsExecutorAndThenHits() {
        ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
        HeldCommand lookup = node.store().holdNext(ControlledEntryStore.Kind.READ);
        Loader loader =
                () -> CompletableFuture.completedFuture(Thread.currentThread().getName());
        CompletableFuture<Outcome> loading =
                node.cache().readAsync(operation, slot, loader, task -> new Thread(task, "own").start());
        lookup.release();
        Outcome loaded = await(loading);
        assertThat(loaded).isEqualTo(new Outcome(Source.MISS, "own", 0));
        assertThat(await(node.cache().readAsync(operation, slot, loader, Runnable::run)))
                .isEqualTo(new Outcome(Source.HIT, "own", 0));
    }

    @Test
    void asynchronousFailureIsTheLoadersOwn() {
        ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
        IOException failure = new IOException("the table is gone");
        Loader loader = () -> CompletableFuture.supplyAsync(() -> {
            throw new CompletionException(failure);
        });
        assertThat(Stages.awaitFailure(node.cache().readAsync(operation, slot, loader, Runnable::run)))
                .isSameAs(failure);
    }

    @Test
    void bypassNeitherReadsNorStores() throws Throwable {
        assertThat(node.cache().bypass(database::load)).isEqualTo(new Outcome(Source.BYPASS, "value", 0));
        assertThat(node.store().calls()).isEmpty();
    }

    @Test
    void keyNeverShowsInTexts() {
        Slot secret = new Slot(CacheKey.of("users", List.of("secret")), "secret");
        assertThat(Map.of("slot", secret, "key", secret.key()).toString()).doesNotContain("secret");
        assertThat(new Outcome(Source.HIT, "secret", 7)).hasToString("HIT of age 7 ms");
    }

    private Node node(CacheSettings settings) {
        return new Node(
                fixture.store(),
                new InMemoryLoadLock(server),
                settings,
                new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }
}
