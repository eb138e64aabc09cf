package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the comparison of one hit finds, with time in the hands of the test. */
class ShadowReadTests extends ShadowFixture {

    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void valueOfTheDatabaseIsRight() {
        fill(slot);
        pass(Duration.ofSeconds(7));
        sample();
        assertThat(results).containsExactly(ShadowResult.RIGHT);
        assertThat(ages).containsExactly(Duration.ofSeconds(7));
        assertThat(isCached()).isTrue();
    }

    @Test
    void valueThatNobodyEvictsIsWrongAndEvicted() {
        fill(slot);
        database.write("new");
        pass(Duration.ofSeconds(3));
        sample();
        pass(SECOND_LOOK.plus(FENCE).minus(MOMENT));
        assertThat(results).isEmpty();
        pass(MOMENT);
        assertThat(results).containsExactly(ShadowResult.WRONG);
        assertThat(ages).containsExactly(Duration.ofSeconds(3));
        assertThat(isCached()).isFalse();
        assertThat(logs.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains("Users.find(String)")
                        .doesNotContain("new"));
    }

    @Test
    void wrongValueStaysUnlessItIsToBeHealed() {
        shadowWith(SETTINGS.shadow().withHeal(false));
        expectEvictions();
        earn(1_000);
        fill(slot);
        database.write("new");
        sample();
        pass(SECOND_LOOK.plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.WRONG);
        assertThat(isCached()).isTrue();
    }

    @Test
    void absenceInPlaceOfAnItemIsWrong() {
        database.write(null);
        fill(slot);
        sample();
        assertThat(results).containsExactly(ShadowResult.RIGHT);
        database.write("new");
        sample();
        pass(SECOND_LOOK.plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.RIGHT, ShadowResult.WRONG);
    }

    @Test
    void loadOfAnIndexThatLagsSaysNothing() {
        fill(slot, "new");
        sample(slot, () -> {
            DynamoDbRead.begin().end(false);
            return "old";
        });
        pass(SECOND_LOOK.plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE);
        assertThat(isCached()).isTrue();
    }

    @Test
    void loadThatReadsNothingSaysNothing() {
        fill(slot, "new");
        sample(slot, () -> "old");
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE);
    }

    @Test
    void oldValueThatWasStoredAfterAnEvictionIsWrongDuringTheHoldOffToo() {
        database.write("new");
        evict(slot);
        pass(Duration.ofMillis(5));
        fill(slot, "old");
        sample();
        pass(SECOND_LOOK.plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.WRONG);
    }

    @Test
    void writerThatEvictsSecondsAfterItsWriteIsNoFault() {
        fill(slot);
        database.write("new");
        sample();
        pass(Duration.ofSeconds(5));
        assertThat(results).isEmpty();
        evict(slot);
        pass(FENCE);
        assertThat(results).containsExactly(ShadowResult.CHANGED);
    }

    @Test
    void valueThatIsEvictedMeanwhileHasChanged() {
        fill(slot);
        database.write("new");
        sample();
        evict(slot);
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.CHANGED);
    }

    @Test
    void valueThatIsReplacedByTheLoadedOneHasChanged() {
        fill(slot);
        database.write("new");
        sample();
        pass(MOMENT);
        refill(slot, "new");
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.CHANGED);
    }

    @Test
    void valueThatIsReplacedByAnotherOneIsComparedInItsTurn() {
        fill(slot);
        database.write("new");
        sample();
        database.write("newest");
        pass(MOMENT);
        refill(slot, "newest");
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.RIGHT);
        assertThat(ages).containsExactly(SECOND_LOOK);
    }

    @Test
    void oldValueThatReplacesAnOldOneIsWrong() {
        fill(slot, "oldest");
        sample();
        pass(MOMENT);
        refill(slot, "older");
        pass(SECOND_LOOK.multipliedBy(2).plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.WRONG);
    }

    @Test
    void valueThatIsReplacedAgainAndAgainHasChanged() {
        fill(slot, "oldest");
        sample();
        pass(MOMENT);
        refill(slot, "older");
        pass(SECOND_LOOK);
        refill(slot, "another");
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.CHANGED);
    }

    @Test
    void methodThatReturnsAnotherValueEachTimeIsIncomparable() {
        AtomicInteger time = new AtomicInteger();
        fill(slot, "at 0");
        sample(slot, () -> {
            consistentLoad();
            return "at " + time.incrementAndGet();
        });
        pass(SECOND_LOOK.plus(FENCE));
        assertThat(results).containsExactly(ShadowResult.INCOMPARABLE);
        assertThat(isCached()).isTrue();
    }

    @Test
    void valueThatCannotBeEncodedIsIncomparable() {
        fill(slot, "old");
        database.write("broken");
        sample();
        assertThat(results).containsExactly(ShadowResult.INCOMPARABLE);
    }

    @Test
    void oldValueOfACacheThatNobodyEvictsHasAged() {
        shadowWith(SETTINGS.shadow());
        earn(1_000);
        fill(slot);
        database.write("new");
        pass(Duration.ofMinutes(1));
        sample();
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.AGED);
        assertThat(ages).containsExactly(Duration.ofMinutes(1));
        assertThat(isCached()).isTrue();
    }

    @Test
    void keyWithAPendingEvictionHasChanged() {
        fill(slot);
        database.write("new");
        sample();
        for (int i = 0; i < 100; i++) {
            store.failNext(Kind.EVICT);
        }
        assertThat(cache.evict(slot.key())).isFalse();
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.CHANGED);
    }

    @Test
    void valueThatCannotBeLookedAtAgainSaysNothing() {
        fill(slot);
        database.write("new");
        sample();
        store.failNext(Kind.READ);
        pass(SECOND_LOOK);
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE);
    }

    @Test
    void loaderThatIsForAnotherKeyByNowSaysNothing() {
        fill(slot);
        Loader later = loaderOf(() -> "other");
        sample(slot, new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                return later.load();
            }

            @Override
            public boolean isFor(Slot asked) {
                return false;
            }
        });
        sample(slot, (Loader) null);
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE, ShadowResult.UNVERIFIABLE);
    }

    @Test
    void loadStoresNothingAndTakesNoLease() {
        fill(slot);
        int commands = store.calls(Kind.ACQUIRE) + store.calls(Kind.FILL);
        List<Boolean> consistent = new ArrayList<>();
        sample(slot, () -> {
            consistent.add(DynamoDbRead.begin().mustBeConsistent());
            return consistentLoad();
        });
        assertThat(consistent).containsExactly(true);
        assertThat(store.calls(Kind.ACQUIRE) + store.calls(Kind.FILL)).isEqualTo(commands);
    }
}
