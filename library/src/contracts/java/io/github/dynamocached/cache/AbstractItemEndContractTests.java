package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values whose items end by themselves, by the clock of the server. */
public abstract class AbstractItemEndContractTests extends AbstractEntryStoreContractTests {

    private static final Duration FIVE_YEARS = Duration.ofDays(1826);

    private ItemEnds item(Duration fromNow) {
        return new ItemEnds(true, List.of(fixture().now() + fromNow.toMillis()));
    }

    private ItemEnds items(Duration... fromNow) {
        long now = fixture().now();
        return new ItemEnds(
                false,
                Stream.of(fromNow).map(time -> now + time.toMillis()).sorted().toList());
    }

    private FillResult fill(Fill lasting, ItemEnds ends, Duration absentFor) {
        String token = lease(entity, USER, "n1").token();
        Fill fill = lasting(lasting.freshFor(), lasting.staleFor(), lasting.errorFor(), token);
        return fill(entity, USER, fill.endingWith(ends, absentFor), "Ada", null);
    }

    /** Fresh for a minute, stale for a second one and answering errors in a third. */
    private static Fill minutes() {
        return lasting(MINUTE, MINUTE, MINUTE, "");
    }

    /** How long after its fill the value stops being fresh, stale, and there. */
    private List<Long> seconds() {
        String[] words = fixture().fields(key).getOrDefault("@x", "").split(" ", -1);
        long fresh = Long.parseLong(words[2]);
        long stale = fresh + Long.parseLong(words[3]);
        return Stream.of(fresh, stale, stale + Long.parseLong(words[4]))
                .map(millis -> Math.round(millis / 10_000.0) * 10)
                .toList();
    }

    @Test
    void endLaterThanTheLifeChangesNothing() {
        assertThat(fill(minutes(), item(LONG), MINUTE)).isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(60L, 120L, 180L);
    }

    @Test
    void endCutsEveryWindowThatItLiesIn() {
        assertThat(fill(minutes(), item(Duration.ofSeconds(150)), MINUTE)).isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(60L, 120L, 150L);
        evict(Duration.ZERO);
        assertThat(fill(minutes(), item(Duration.ofSeconds(90)), MINUTE)).isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(60L, 90L, 90L);
        evict(Duration.ZERO);
        assertThat(fill(minutes(), item(Duration.ofSeconds(30)), MINUTE)).isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(30L, 30L, 30L);
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }

    @Test
    void valueIsGoneAtItsEnd() {
        assertThat(fill(minutes(), item(Duration.ofSeconds(3)), MINUTE)).isEqualTo(FillResult.STORED);
        fixture().passTime(Duration.ofSeconds(3));
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void itemThatHasEndedIsStoredAsAbsence() {
        assertThat(fill(minutes(), item(Duration.ofSeconds(-1)), MINUTE)).isEqualTo(FillResult.ENDED);
        StoredEntry found = read(entity, USER);
        assertThat(found.isNegative()).isTrue();
        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(seconds()).containsExactly(60L, 60L, 60L);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x");
    }

    @Test
    void itemThatHasEndedTakesThePlaceOfAnOlderValue() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", "ada@example.org");
        fixture().passTime(Duration.ofMillis(5));
        assertThat(fill(minutes(), item(Duration.ZERO), MINUTE)).isEqualTo(FillResult.ENDED);
        assertThat(read(entity, USER).isNegative()).isTrue();
        assertThat(fixture().fields(key)).containsOnlyKeys("@x");
    }

    @Test
    void itemThatHasEndedLeavesNothingWhereAbsencesAreNotStored() {
        put(variant("List<User>"), LIST, LONG, "[]");
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", "ada@example.org");
        fixture().passTime(Duration.ofMillis(5));
        assertThat(fill(minutes(), item(Duration.ZERO), Duration.ZERO)).isEqualTo(FillResult.ENDED);
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x:List<User>", "@v:List<User>");
        evict(Duration.ZERO);
        assertThat(fill(minutes(), item(Duration.ZERO), Duration.ZERO)).isEqualTo(FillResult.ENDED);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void itemThatHasEndedIsAbsentThoughThereIsNoRoomForAnAbsence() {
        put(variant("List<User>"), LIST, LONG, "[]");
        String token = lease(entity, USER, "n1").token();
        Fill fill = new Fill(token, false, LONG, LONG, LONG, Duration.ZERO, 1);
        assertThat(fill(entity, USER, fill.endingWith(item(Duration.ZERO), MINUTE), "Ada", null))
                .isEqualTo(FillResult.ENDED);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x:List<User>", "@v:List<User>");
    }

    @Test
    void endOfMoreThanFiveYearsAgoIsNone() {
        assertThat(fill(minutes(), item(FIVE_YEARS.negated().minusMinutes(1)), MINUTE))
                .isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(60L, 120L, 180L);
        evict(Duration.ZERO);
        assertThat(fill(minutes(), item(FIVE_YEARS.negated().plusMinutes(1)), MINUTE))
                .isEqualTo(FillResult.ENDED);
    }

    @Test
    void nextEndOfSeveralItemsCounts() {
        ItemEnds ends = items(LONG, Duration.ofSeconds(-5), Duration.ofSeconds(30), Duration.ofSeconds(90));
        assertThat(fill(minutes(), ends, MINUTE)).isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(30L, 30L, 30L);
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }

    @Test
    void severalItemsThatHaveAllEndedAreAValueAsAnyOther() {
        assertThat(fill(minutes(), items(Duration.ofSeconds(-5), Duration.ofSeconds(-9)), MINUTE))
                .isEqualTo(FillResult.STORED);
        assertThat(seconds()).containsExactly(60L, 120L, 180L);
    }

    @Test
    void writerOfAnItemThatHasEndedEndsItsFenceAndBeginsAHoldOff() {
        Fence fence = new Fence("w1", MINUTE, Duration.ZERO);
        String token = Stages.await(store().beginPut(entity, fence));
        Fill fill =
                lasting(MINUTE, MINUTE, MINUTE, token).endingWrite("w1", LONG).endingWith(item(Duration.ZERO), MINUTE);
        assertThat(fill(entity, USER, fill, "Ada", null)).isEqualTo(FillResult.ENDED);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "@h");
        assertThat(read(entity, USER).isNegative()).isTrue();
    }

    @Test
    void itemThatHasEndedIsNothingWithoutItsToken() {
        String token = lease(entity, USER, "n1").token();
        awaitDone(store().evict(key, MINUTE, EntryStore.NO_WRITER));
        Fill fill = lasting(MINUTE, MINUTE, MINUTE, token).endingWith(item(Duration.ZERO), MINUTE);
        assertThat(fill(entity, USER, fill, "Ada", null)).isEqualTo(FillResult.REJECTED);
    }
}
