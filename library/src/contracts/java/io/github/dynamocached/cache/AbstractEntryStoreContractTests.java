package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract of {@link EntryStore} share: one key per test, and words for what happens to it. */
public abstract class AbstractEntryStoreContractTests {

    protected static final Duration INSTANT = Duration.ofMillis(1);
    protected static final Duration MINUTE = Duration.ofMinutes(1);
    protected static final Duration LONG = Duration.ofMinutes(10);
    protected static final int MANY = 100;
    protected static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name", "email"));
    protected static final EntryFormat LIST = EntryFormat.blob("List<User>", "s1");

    protected final CacheKey key =
            CacheKey.of("users", List.of(UUID.randomUUID().toString()));
    protected final Slot entity = new Slot(key, Slot.ENTITY);

    /** The store under test: the same at each call within a test. */
    protected abstract EntryStoreFixture fixture();

    private long began;

    @BeforeEach
    void noteWhenTestBegins() {
        began = fixture().now();
    }

    @AfterEach
    void keyHasTimeToLive() {
        assertThat(fixture().timeToLive(key)).isNotEqualTo(-1);
    }

    /** So much is left of a time that began in this test: exactly, where the clock of the server stood still since. */
    protected final void assertLeft(Duration whole, long millis) {
        assertThat(millis).isBetween(whole.toMillis() - passed(), whole.toMillis());
    }

    /** Milliseconds of the server's clock since the test began. */
    protected final long passed() {
        return fixture().now() - began;
    }

    protected final EntryStore store() {
        return fixture().store();
    }

    protected final Slot variant(String variant) {
        return new Slot(key, variant);
    }

    protected static AcquireRequest miss(String nonce, Duration lease) {
        return AcquireRequest.miss(nonce, lease, Duration.ZERO);
    }

    protected static AcquireRequest refresh(String seen, String nonce) {
        return new AcquireRequest(seen, nonce, MINUTE, Duration.ZERO, Duration.ZERO);
    }

    /** A value that is fresh for that long and then gone. */
    protected static Fill freshFor(Duration fresh, String token) {
        return lasting(fresh, Duration.ZERO, Duration.ZERO, token);
    }

    protected static Fill lasting(Duration fresh, Duration stale, Duration error, String token) {
        return new Fill(token, false, fresh, stale, error, Duration.ofMillis(20), MANY);
    }

    protected static Fill absence(Duration fresh, String token) {
        return new Fill(token, true, fresh, Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), MANY);
    }

    protected static byte[] @Nullable [] values(@Nullable String... values) {
        return Stream.of(values)
                .map(value -> value == null ? null : value.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    protected static List<@Nullable String> texts(StoredEntry entry) {
        List<@Nullable String> texts = new ArrayList<>();
        for (byte[] field : entry.fields()) {
            texts.add(field == null ? null : new String(field, UTF_8));
        }
        return texts;
    }

    protected final StoredEntry read(Slot slot, EntryFormat format) {
        return await(store().read(slot, format, true));
    }

    protected final Acquisition acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return await(store().acquire(slot, format, request));
    }

    protected final Acquisition.Leased lease(Slot slot, EntryFormat format, String nonce) {
        return leased(acquire(slot, format, miss(nonce, MINUTE)));
    }

    protected static Acquisition.Leased leased(Acquisition acquisition) {
        assertThat(acquisition).isInstanceOf(Acquisition.Leased.class);
        return (Acquisition.Leased) acquisition;
    }

    protected static StoredEntry hit(Acquisition acquisition) {
        assertThat(acquisition).isInstanceOf(Acquisition.Hit.class);
        return ((Acquisition.Hit) acquisition).entry();
    }

    protected final FillResult fill(Slot slot, EntryFormat format, Fill fill, @Nullable String... values) {
        return await(store().fill(slot, format, fill, values(values)));
    }

    /** Acquires and fills. */
    protected final void put(Slot slot, EntryFormat format, Duration fresh, @Nullable String... values) {
        put(slot, format, lasting(fresh, Duration.ZERO, Duration.ZERO, ""), values);
    }

    /** Acquires and fills, with a token in place of that of the fill. */
    protected final void put(Slot slot, EntryFormat format, Fill fill, @Nullable String... values) {
        assertThat(store(slot, format, fill, values)).isEqualTo(FillResult.STORED);
    }

    /** The same for a fill that may end otherwise. */
    protected final FillResult store(Slot slot, EntryFormat format, Fill fill, @Nullable String... values) {
        String token = lease(slot, format, UUID.randomUUID().toString()).token();
        Fill withToken = new Fill(
                token,
                fill.negative(),
                fill.freshFor(),
                fill.staleFor(),
                fill.errorFor(),
                fill.loadTime(),
                fill.maxVariants());
        return fill(
                slot,
                format,
                withToken.endingWith(fill.ends(), fill.absentFor()).adapting(fill.adaptive()),
                values);
    }

    protected final void evict(Duration holdOff) {
        Stages.awaitDone(store().evict(key, holdOff, EntryStore.NO_WRITER));
    }

    protected final void release(Slot slot, String nonce) {
        Stages.awaitDone(store().release(slot, nonce));
    }
}
