package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.layout.Stamp;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stored format 3, byte for byte, on a server whose clock stands still: other versions of the library may read it. */
class StoredFormatTests {

    private static final String CLOCK = "@clock of stored formats";
    private static final long NOW = 4_000_000_000_123L;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name", "email"));
    private static final EntryFormat LIST = EntryFormat.blob("List<User>", "s1");
    private static final String STAMP = "3 4000000000123 600000 60000 3000 peg5NxaL 3 20+";

    private final RedisServer server = SharedServers.redis();
    private final EntryStore store =
            new RedisEntryStore(Connections.shared(), PlantedScripts.onClock(CLOCK, Scripts.load()));
    private final CacheKey key = CacheKey.of("users", List.of(UUID.randomUUID().toString()));
    private final Slot entity = new Slot(key, Slot.ENTITY);
    private final String name = RedisStoreFixture.nameOf(key);

    @BeforeEach
    void stopTheClock() {
        assumeTrue(server.majorVersion() >= 7, "A clock that stands still needs PEXPIRETIME of Redis 7");
        server.execute("SET", CLOCK, NOW * 1000 + 456);
    }

    @AfterEach
    void dropTheClock() {
        server.execute("DEL", CLOCK, name);
    }

    private @Nullable Object field(String field) {
        return server.execute("HGET", name, field);
    }

    private Acquisition acquire(Slot slot, EntryFormat format, String nonce) {
        return await(store.acquire(slot, format, AcquireRequest.miss(nonce, MINUTE, Duration.ZERO)));
    }

    private static Fill fill(String token, Duration fresh) {
        return new Fill(token, false, fresh, MINUTE, Duration.ofSeconds(3), Duration.ofMillis(20), 10).costing(3);
    }

    private FillResult fill(Slot slot, EntryFormat format, Fill fill, @Nullable String... values) {
        byte[] @Nullable [] fields = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            fields[i] = value == null ? null : value.getBytes(UTF_8);
        }
        return await(store.fill(slot, format, fill, fields));
    }

    private void store(Slot slot, EntryFormat format, @Nullable String... values) {
        String token = ((Acquisition.Leased) acquire(slot, format, "loader")).token();
        assertThat(fill(slot, format, fill(token, TEN_MINUTES), values)).isEqualTo(FillResult.STORED);
    }

    private void assertListpack() {
        assertThat(server.execute("OBJECT", "ENCODING", name)).isEqualTo("listpack");
    }

    @Test
    void leaseIsATokenAndItsDeadline() {
        assertThat(acquire(entity, USER, "n1")).isEqualTo(new Acquisition.Leased("n1:4000000000123456", false));
        assertThat(field("@l")).isEqualTo("n1:4000000000123456 4000000060123");
    }

    @Test
    void stampIsTheTimeOfTheFillAndThreeLengths() {
        store(entity, USER, "Ada", null);
        assertThat(field("@x")).isEqualTo(STAMP);
        assertThat(field("name")).isEqualTo("Ada");
        store(new Slot(key, "List<User>"), LIST, "[]");
        assertThat(field("@x:List<User>")).isEqualTo("3 4000000000123 600000 60000 3000 okXL-Ewt 3 20+");
        assertThat(field("@v:List<User>")).isEqualTo("[]");
    }

    @Test
    void lengthsOfAValueWhoseItemEndsAreCutToTheEnd() {
        Fill fill = fill(((Acquisition.Leased) acquire(entity, USER, "n1")).token(), TEN_MINUTES);
        ItemEnds ends = new ItemEnds(true, List.of(NOW + 601_000));
        assertThat(fill(entity, USER, fill.endingWith(ends, MINUTE), "Ada", null))
                .isEqualTo(FillResult.STORED);
        assertThat(field("@x")).isEqualTo("3 4000000000123 600000 1000 0 peg5NxaL 3 20+");
    }

    @Test
    void memoryOfChangesIsSinceWhenUntilWhenAndADigest() {
        AdaptiveTtl adaptive = new AdaptiveTtl(0xbee, 0.5, Duration.ofSeconds(10));
        String token = ((Acquisition.Leased) acquire(entity, USER, "n1")).token();
        assertThat(fill(entity, USER, fill(token, TEN_MINUTES).adapting(adaptive), "Ada", null))
                .isEqualTo(FillResult.storedFor(Duration.ofSeconds(10)));
        assertThat(field("@x")).isEqualTo("3 4000000000123 10000 60000 3000 peg5NxaL 3 20+");
        assertThat(field("@m")).isEqualTo("4000000000123 4000000083123 00000bee");
        assertListpack();

        server.execute("HSET", name, "@m", "4000000000000 4000000083123 00000bee");
        server.execute("SET", CLOCK, (NOW + 73_000) * 1000);
        token = ((Acquisition.Leased) acquire(entity, USER, "n2")).token();
        assertThat(fill(entity, USER, fill(token, TEN_MINUTES).adapting(adaptive), "Ada", null))
                .isEqualTo(FillResult.storedFor(Duration.ofMillis(36_561)));
        assertThat(field("@x")).isEqualTo("3 4000000073123 36561 60000 3000 peg5NxaL 3 20+");
        assertThat(field("@m")).isEqualTo("4000000000000 4000000209245 00000bee");
        assertThat(server.execute("PEXPIRETIME", name)).isEqualTo(4_000_000_209_245L);
    }

    @Test
    void holdOffAndFencesAreDeadlines() {
        awaitDone(store.evict(key, MINUTE, EntryStore.NO_WRITER));
        assertThat(field("@h")).isEqualTo("4000000060123");
        awaitDone(store.begin(key, new Fence("w1", MINUTE)));
        awaitDone(store.begin(key, new Fence("w2", TEN_MINUTES)));
        assertThat(field("@h")).isEqualTo("4000000060123");
        assertThat(field("@w")).isEqualTo("w1:4000000060123 w2:4000000600123");
    }

    @Test
    void storedBytesAreReadByTheirReader() {
        Stamp stamp = Objects.requireNonNull(Stamp.parse(STAMP.getBytes(UTF_8), "peg5NxaL".getBytes(UTF_8)));
        assertThat(stamp.isNegative()).isFalse();
        assertThat(stamp.freshness(NOW + 599_999, NOW)).isEqualTo(Freshness.FRESH);
        assertThat(stamp.freshness(NOW + 600_000, NOW)).isEqualTo(Freshness.STALE);
        assertThat(stamp.freshness(NOW + 659_999, NOW)).isEqualTo(Freshness.STALE);
        assertThat(stamp.freshness(NOW + 660_000, NOW)).isEqualTo(Freshness.EXPIRED);
        assertThat(stamp.freshness(NOW + 662_999, NOW)).isEqualTo(Freshness.EXPIRED);
        assertThat(stamp.freshness(NOW + 663_000, NOW)).isEqualTo(Freshness.NONE);
        assertThat(stamp.freshness(NOW, NOW + 1)).isEqualTo(Freshness.NONE);
        StoredEntry entry = stamp.entry(Freshness.FRESH, NOW + 7, new byte[0][], false);
        assertThat(entry.ageMillis()).isEqualTo(7);
        assertThat(entry.freshMillis()).isEqualTo(599_993);
        assertThat(entry.loadMillis()).isEqualTo(20);
        assertThat(entry.halfUnits()).isEqualTo(3);
        assertThat(entry.stamp()).isEqualTo(STAMP);
    }

    @Test
    void stampOfAnAbsenceIsReadAsOne() {
        byte[] text = "3 4000000000123 60000 0 0 peg5NxaL 0 5-".getBytes(UTF_8);
        assertThat(Objects.requireNonNull(Stamp.parse(text, null)).isNegative()).isTrue();
    }

    /** Four months fresh, eleven days for each window, a load of ten seconds and 49 units: with more, Redis spends more. */
    @Test
    void longestOrdinaryStampFitsAListpack() {
        String stamp = "3 4000000000123 9999999999 999999999 999999999 peg5NxaL 99 9999+";
        assertThat(stamp).hasSize(64);
        assertThat(Stamp.parse(stamp.getBytes(UTF_8), null)).isNotNull();
        store(entity, USER, "Ada", null);
        server.execute("HSET", name, "@x", stamp);
        assertListpack();
    }

    /** What a node gives of its own: ten random characters, a hyphen, and a number in base 36. */
    @Test
    void entryOfShortAttributesIsAListpackForItsWholeLife() {
        String first = "AbCdEf_-Gh-zzzzzz";
        String second = "IjKlMn0123-zzzzzz";
        Slot list = new Slot(key, "Map<String,List<-xUwhlw:" + UUID.randomUUID());

        awaitDone(store.begin(key, new Fence(first, MINUTE)));
        awaitDone(store.begin(key, new Fence(second, MINUTE)));
        assertListpack();
        awaitDone(store.evict(key, MINUTE, first));
        assertListpack();
        String put = await(store.beginPut(entity, new Fence(second, MINUTE)));
        assertListpack();
        Fill written = fill(put, TEN_MINUTES).endingWrite(second, MINUTE);
        assertThat(fill(entity, USER, written, "a".repeat(64), null)).isEqualTo(FillResult.STORED);
        assertListpack();
        assertThat(acquire(list, LIST, first)).isInstanceOf(Acquisition.Leased.class);
        assertListpack();
        awaitDone(store.release(list, first));
        store(list, LIST, "[" + "1".repeat(62) + "]");
        assertListpack();
        AcquireRequest refresh = new AcquireRequest(STAMP, first, MINUTE, MINUTE, Duration.ZERO);
        assertThat(await(store.acquire(entity, USER, refresh))).isInstanceOf(Acquisition.Leased.class);
        assertListpack();
    }
}
