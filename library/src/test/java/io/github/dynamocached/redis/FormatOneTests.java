package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nodes of stored formats 1 and 2 do to each other's entries while both run. */
class FormatOneTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name"));
    private static final EntryFormat CARD = EntryFormat.blob("Card", "s1");

    private final RedisServer server = SharedServers.redis();
    private final EntryStore store = new RedisEntryStore(Connections.shared());
    private final CacheKey key = CacheKey.of("users", List.of(UUID.randomUUID().toString()));
    private final Slot entity = new Slot(key, Slot.ENTITY);
    private final String name = RedisStoreFixture.nameOf(key);
    private final FormatOne older = new FormatOne(server, name);

    @AfterEach
    void dropTheKey() {
        server.execute("DEL", name);
    }

    private Acquisition acquire(String nonce) {
        return await(store.acquire(entity, USER, AcquireRequest.miss(nonce, MINUTE, Duration.ZERO)));
    }

    private FillResult fill(Slot slot, EntryFormat format, String token, int maxVariants) {
        Fill fill = new Fill(token, false, MINUTE, MINUTE, Duration.ZERO, Duration.ZERO, maxVariants);
        return await(store.fill(slot, format, fill, new byte[][] {"new".getBytes(UTF_8)}));
    }

    private static String token(Acquisition acquisition) {
        assertThat(acquisition).isInstanceOf(Acquisition.Leased.class);
        return ((Acquisition.Leased) acquisition).token();
    }

    private StoredEntry read() {
        return await(store.read(entity, USER, true));
    }

    private Set<Object> fields() {
        return new HashSet<>((List<?>) Objects.requireNonNull(server.execute("HKEYS", name)));
    }

    private void begin(String writer) {
        awaitDone(store.begin(key, new Fence(writer, MINUTE)));
    }

    private void evict(Duration holdOff, String writer) {
        awaitDone(store.evict(key, holdOff, writer));
    }

    @Test
    void entryOfEitherIsAMissForTheOtherAndIsReplacedWithAllItsFields() {
        older.store("name", "old", "email", "old");
        assertThat(read().freshness()).isEqualTo(Freshness.NONE);
        assertThat(read().unreadable()).isEqualTo(Unreadable.FORMAT);

        assertThat(fill(entity, USER, token(acquire("n2")), 10)).isEqualTo(FillResult.STORED);
        assertThat(read().freshness()).isEqualTo(Freshness.FRESH);
        assertThat(fields()).containsExactlyInAnyOrder("@x", "name");

        older.store("email", "old");
        assertThat(fields()).containsExactlyInAnyOrder("@x", "email");
        assertThat(read().freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void entryOfEitherIsNoVariantThatCounts() {
        older.store("name", "old");
        Slot card = new Slot(key, "Card");
        String token = token(await(store.acquire(card, CARD, AcquireRequest.miss("n2", MINUTE, Duration.ZERO))));
        assertThat(fill(card, CARD, token, 1)).isEqualTo(FillResult.STORED);
        assertThat(fields()).containsExactlyInAnyOrder("@x:Card", "@v:Card");

        older.store("name", "old");
        assertThat(fields()).containsExactlyInAnyOrder("@x", "name");
    }

    @Test
    void leaseOfEitherMakesTheOtherWait() {
        String token = (String) older.acquire("loader1", 0).get(1);
        assertThat(acquire("n2")).isInstanceOf(Acquisition.Wait.class);
        assertThat(read().isLeased()).isTrue();
        assertThat(older.fill(token, "", 0, "name", "old")).isEqualTo("STORED");
        evict(Duration.ZERO, EntryStore.NO_WRITER);

        String newer = token(acquire("n2"));
        assertThat(older.acquire("loader1", 0).get(0)).isEqualTo("WAIT");
        assertThat(fill(entity, USER, newer, 10)).isEqualTo(FillResult.STORED);
    }

    @Test
    void evictionByEitherRejectsTheFillOfTheOtherAndHoldsItOff() {
        String token = (String) older.acquire("loader1", 0).get(1);
        evict(MINUTE, EntryStore.NO_WRITER);
        assertThat(older.fill(token, "", 0, "name", "old")).isEqualTo("REJECTED");
        assertThat(older.acquire("loader1", 0).get(2)).isEqualTo("1");

        evict(Duration.ZERO, EntryStore.NO_WRITER);
        String newer = token(acquire("n2"));
        older.evict(60_000, "");
        assertThat(fill(entity, USER, newer, 10)).isEqualTo(FillResult.REJECTED);
        assertThat(acquire("n2"))
                .isInstanceOfSatisfying(
                        Acquisition.Leased.class,
                        lease -> assertThat(lease.holdOff()).isTrue());
    }

    @Test
    void fenceOfEitherKeepsTheOtherFromFilling() {
        String newer = token(acquire("n2"));
        older.begin("writer1");
        assertThat(fill(entity, USER, newer, 10)).isEqualTo(FillResult.REJECTED);
        assertThat(acquire("n2")).isInstanceOf(Acquisition.Bypass.class);
        evict(Duration.ZERO, EntryStore.NO_WRITER);
        assertThat(acquire("n2")).isInstanceOf(Acquisition.Bypass.class);

        begin("writer2");
        older.evict(0, "writer1");
        assertThat(older.acquire("loader1", 0).get(0)).isEqualTo("BYPASS");
        older.evict(0, "");
        assertThat(acquire("n2")).isInstanceOf(Acquisition.Bypass.class);

        evict(Duration.ZERO, "writer2");
        assertThat(older.acquire("loader1", 0).get(0)).isEqualTo("LEASE");
    }

    @Test
    void putOfEitherGetsNoTokenBesideAFenceOfTheOther() {
        older.begin("writer1");
        assertThat(await(store.beginPut(entity, new Fence("writer2", MINUTE)))).isEmpty();
        assertThat(older.beginPut("writer3")).isEqualTo("");
        older.evict(0, "writer1");
        evict(Duration.ZERO, "writer2");
        older.evict(0, "writer3");
        assertThat(acquire("n2")).isInstanceOf(Acquisition.Leased.class);
    }

    @Test
    void putOfEitherIsRejectedAfterTheOtherHasAnnouncedAWrite() {
        String put = (String) older.beginPut("writer1");
        assertThat(put).isNotEmpty();
        begin("writer2");
        assertThat(older.fill(put, "writer1", 60_000, "name", "old")).isEqualTo("REJECTED");
        evict(Duration.ZERO, "writer2");
        older.evict(0, "writer1");

        String newer = await(store.beginPut(entity, new Fence("writer2", MINUTE)));
        older.begin("writer1");
        assertThat(fill(entity, USER, newer, 10)).isEqualTo(FillResult.REJECTED);
    }
}
