package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.ItemEnds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long values are fresh where that follows their changes, which the hash of the key remembers. */
public abstract class AbstractAdaptiveTtlContractTests extends AbstractEntryStoreContractTests {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ADA = 0xada;
    private static final int BOB = 0xb0b;
    private static final String DIGEST_OF_ADA = "00000ada";

    private static AdaptiveTtl adaptive(int digest) {
        return new AdaptiveTtl(digest, 0.1, SECOND);
    }

    /** Makes the value a dead one, as after its time, and fills the slot again. */
    private FillResult storeAgain(Fill fill, @Nullable String... values) {
        fixture().putField(key, "@x", "garbage");
        return store(entity, USER, fill, values);
    }

    private static Fill fill(int digest) {
        return freshFor(HOUR, "").adapting(adaptive(digest));
    }

    private void remember(long since, long keptUntil, String digest) {
        fixture().putField(key, "@m", since + " " + keptUntil + " " + digest);
    }

    /** The words of the stamp: its second is when the value was filled, its third for how long it is fresh. */
    private long[] stamp() {
        String[] words = Objects.requireNonNull(fixture().fields(key).get("@x")).split(" ", -1);
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])};
    }

    @Test
    void firstValueIsFreshForTheMinimum() {
        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));

        long filled = stamp()[0];
        assertThat(stamp()[1]).isEqualTo(1000);
        assertThat(fixture().fields(key))
                .containsEntry("@m", filled + " " + (filled + 2000) + " " + DIGEST_OF_ADA)
                .containsOnlyKeys("@x", "@m", "name");
    }

    @Test
    void unchangedValueIsFreshForAShareOfTheTimeSinceItsChange() {
        put(variant("other"), LIST, LONG, "[]");
        long since = fixture().now() - HOUR.toMillis();
        remember(since, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);

        FillResult result = store(entity, USER, fill(ADA), "Ada", null);

        long filled = stamp()[0];
        long fresh = (long) Math.floor(0.1 * (filled - since));
        assertThat(result).isEqualTo(FillResult.storedFor(Duration.ofMillis(fresh)));
        assertThat(stamp()[1]).isEqualTo(fresh).isGreaterThanOrEqualTo(360_000);
        assertThat(fixture().fields(key)).containsEntry("@m", since + " " + (filled + 2 * fresh) + " " + DIGEST_OF_ADA);
    }

    @Test
    void changedValueIsFreshForTheMinimum() {
        put(variant("other"), LIST, LONG, "[]");
        remember(fixture().now() - HOUR.toMillis(), fixture().now() + HOUR.toMillis(), "00000b0b");

        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));

        assertThat(fixture().fields(key).get("@m")).startsWith(stamp()[0] + " ");
    }

    @Test
    void valueIsNeverFreshForLongerThanTheFillSays() {
        put(variant("other"), LIST, LONG, "[]");
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);

        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(HOUR));
        assertThat(storeAgain(freshFor(INSTANT, "").adapting(adaptive(ADA)), "Ada", null))
                .isEqualTo(FillResult.storedFor(INSTANT));
    }

    @Test
    void memoryOutlivesTheValueByTheTimeForWhichItIsFresh() {
        Fill fill = lasting(HOUR, MINUTE, LONG, "").adapting(adaptive(ADA));
        store(entity, USER, fill, "Ada", null);

        assertThat(stamp()).containsExactly(stamp()[0], 1000, 60_000);
        Duration whole = SECOND.plus(MINUTE).plus(LONG).plus(SECOND);
        assertThat(fixture().fields(key).get("@m")).contains(" " + (stamp()[0] + whole.toMillis()) + " ");
        assertLeft(whole, fixture().timeToLive(key));
    }

    @Test
    void valueThatIsKeptForItsMemoryAloneIsTakenByNobody() {
        put(variant("other"), LIST, LONG, "[]");
        Fill fill = freshFor(HOUR, "").adapting(new AdaptiveTtl(ADA, 0, Duration.ofMillis(2)));
        store(entity, USER, fill, "Ada", null);
        long filled = stamp()[0];
        fixture().passTime(Duration.ofMillis(2));

        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(fixture().fields(key)).containsKeys("name", "@m");
        remember(filled, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);
        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
        assertThat(fixture().fields(key).get("@m")).startsWith(filled + " ");
    }

    @Test
    void memoryPastItsTimeTellsNothing() {
        put(variant("other"), LIST, LONG, "[]");
        remember(0, fixture().now(), DIGEST_OF_ADA);

        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
    }

    @Test
    void memoryThatCannotBeReadTellsNothing() {
        put(variant("other"), LIST, LONG, "[]");
        long end = fixture().now() + HOUR.toMillis();
        for (String garbage : List.of(
                "", "0 " + end, "x " + end + " " + DIGEST_OF_ADA, "0 1234567890123456 " + DIGEST_OF_ADA, "0 9 xyz")) {
            fixture().putField(key, "@m", garbage);
            assertThat(storeAgain(fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
        }
    }

    @Test
    void memoryOfTheFutureIsThatOfNow() {
        put(variant("other"), LIST, LONG, "[]");
        long later = fixture().now() + HOUR.toMillis();
        remember(later, later, DIGEST_OF_ADA);

        assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
        assertThat(fixture().fields(key).get("@m")).startsWith(stamp()[0] + " ");
    }

    @Test
    void anyFillDropsMemoriesPastTheirTime() {
        put(variant("other"), LIST, LONG, "[]");
        fixture().putField(key, "@m:gone", "0 " + fixture().now() + " " + DIGEST_OF_ADA);
        fixture().putField(key, "@m:garbage", "garbage");
        String kept = "0 " + (fixture().now() + HOUR.toMillis()) + " " + DIGEST_OF_ADA;
        fixture().putField(key, "@m:kept", kept);

        put(entity, USER, LONG, "Ada", null);

        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name", "@x:other", "@v:other", "@m:kept");
    }

    @Test
    void eachVariantHasItsOwnMemory() {
        put(entity, USER, LONG, "Ada", null);
        String kept = "0 " + (fixture().now() + HOUR.toMillis()) + " " + DIGEST_OF_ADA;
        fixture().putField(key, "@m:a", kept);
        fixture().putField(key, "@m", kept);

        assertThat(store(variant("b"), LIST, fill(ADA), "[1]")).isEqualTo(FillResult.storedFor(SECOND));
        assertThat(store(variant("a"), LIST, fill(ADA), "[1]")).isEqualTo(FillResult.storedFor(HOUR));

        assertThat(fixture().fields(key)).containsKeys("@m:a", "@m:b").containsEntry("@m", kept);
    }

    @Test
    void evictionAndAnnouncedWriteAndDeletionTakeMemoryAlong() {
        List<Runnable> endings = List.of(
                () -> evict(Duration.ZERO),
                () -> evict(MINUTE),
                () -> {
                    awaitDone(store().begin(key, new Fence("w1", MINUTE)));
                    awaitDone(store().evict(key, Duration.ZERO, "w1"));
                },
                () -> fixture().delete(key));
        for (Runnable ending : endings) {
            store(entity, USER, fill(ADA), "Ada", null);
            remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);

            ending.run();

            assertThat(fixture().fields(key)).doesNotContainKey("@m");
            assertThat(store(entity, USER, fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
            evict(Duration.ZERO);
        }
    }

    @Test
    void putBeginsANewMemory() {
        store(entity, USER, fill(ADA), "Ada", null);
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);
        String token = await(store().beginPut(entity, new Fence("w1", MINUTE)));

        Fill put = freshFor(HOUR, token).adapting(adaptive(ADA)).endingWrite("w1", MINUTE);

        assertThat(fill(entity, USER, put, "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
        assertThat(fixture().fields(key).get("@m")).startsWith(stamp()[0] + " ");
        assertLeft(MINUTE, fixture().timeToLive(key));
    }

    @Test
    void absenceTakesMemoryAlong() {
        store(entity, USER, fill(ADA), "Ada", null);
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);

        assertThat(storeAgain(absence(LONG, ""))).isEqualTo(FillResult.STORED);

        assertThat(fixture().fields(key)).containsOnlyKeys("@x");
        assertThat(storeAgain(fill(ADA), "Ada", null)).isEqualTo(FillResult.storedFor(SECOND));
    }

    @Test
    void itemThatHasEndedTakesMemoryAlong() {
        store(entity, USER, fill(ADA), "Ada", null);
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);
        ItemEnds ended = new ItemEnds(true, List.of(fixture().now()));

        assertThat(storeAgain(fill(ADA).endingWith(ended, MINUTE), "Ada", null)).isEqualTo(FillResult.ENDED);

        assertThat(fixture().fields(key)).containsOnlyKeys("@x");
    }

    @Test
    void adaptiveValueEndsWithItsItem() {
        put(variant("other"), LIST, LONG, "[]");
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);
        long end = fixture().now() + LONG.toMillis();

        FillResult result =
                store(entity, USER, fill(ADA).endingWith(new ItemEnds(true, List.of(end)), MINUTE), "Ada", null);

        assertThat(stamp()[0] + stamp()[1]).isEqualTo(end);
        assertThat(result).isEqualTo(FillResult.storedFor(Duration.ofMillis(stamp()[1])));
    }

    @Test
    void valueOfAnotherKindOfCacheLeavesMemoryAlone() {
        store(entity, USER, fill(ADA), "Ada", null);
        long end = fixture().now() + HOUR.toMillis();
        remember(0, end, DIGEST_OF_ADA);

        assertThat(storeAgain(freshFor(LONG, ""), "Ada", null)).isEqualTo(FillResult.STORED);

        assertThat(stamp()[1]).isEqualTo(600_000);
        assertThat(fixture().fields(key)).containsEntry("@m", "0 " + end + " " + DIGEST_OF_ADA);
    }

    @Test
    void fillThatIsNotStoredLeavesMemoryAlone() {
        put(variant("other"), LIST, LONG, "[]");
        String kept = "0 " + (fixture().now() + HOUR.toMillis()) + " " + DIGEST_OF_ADA;
        fixture().putField(key, "@m", kept);
        Fill rejected = freshFor(HOUR, "n1:1").adapting(adaptive(BOB));
        assertThat(fill(entity, USER, rejected, "Bob", null)).isEqualTo(FillResult.REJECTED);

        Fill tooMany = new Fill(lease(entity, USER, "n2").token(), false, HOUR, Duration.ZERO, Duration.ZERO, SECOND, 1)
                .adapting(adaptive(BOB));
        assertThat(fill(entity, USER, tooMany, "Bob", null)).isEqualTo(FillResult.TOO_MANY_VARIANTS);

        assertThat(fixture().fields(key)).containsEntry("@m", kept);
    }

    @Test
    void memoryIsNoVariantAndNoValue() {
        store(entity, USER, fill(ADA), "Ada", null);
        fixture().putField(key, "@m:old", "0 " + (fixture().now() + HOUR.toMillis()) + " " + DIGEST_OF_ADA);

        EntryState state = await(store().look(key));

        assertThat(state.variants()).extracting(VariantState::variant).containsExactly("");
        assertThat(state.variants().get(0).bytes()).isEqualTo("nameAda".length());
    }

    @Test
    void keyThatHoldsAMemoryAloneIsEmptyForReaders() {
        fixture().putField(key, "@h", "1");
        remember(0, fixture().now() + HOUR.toMillis(), DIGEST_OF_ADA);

        assertThat(await(store().look(key)).variants()).isEmpty();
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(leased(acquire(entity, USER, miss("n1", MINUTE))).token()).isNotEmpty();
        awaitDone(store().evict(key, Duration.ZERO, EntryStore.NO_WRITER));
    }
}
