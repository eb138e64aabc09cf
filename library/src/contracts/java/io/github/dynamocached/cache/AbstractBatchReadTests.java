package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many slots read at once: each as one alone, by one call of the method and without waiting for anybody. */
public abstract class AbstractBatchReadTests extends AbstractTwoNodesTests {

    private final String unique = UUID.randomUUID().toString();
    private final Map<Slot, Optional<Object>> items = new HashMap<>();
    private final List<List<Slot>> loads = new ArrayList<>();

    private Slot slot(int number) {
        return new Slot(CacheKey.of("users", List.of(unique, number)), "Text");
    }

    private List<Slot> slots(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(this::slot).toList();
    }

    private void hold(int first, int last) {
        slots(first, last)
                .forEach(
                        each -> items.put(each, Optional.of("item " + each.key().text())));
    }

    private Map<Slot, Optional<Object>> load(List<Slot> missing) {
        loads.add(missing);
        Map<Slot, Optional<Object>> found = new HashMap<>(items);
        found.keySet().retainAll(missing);
        return found;
    }

    private static List<Source> sources(Map<Slot, Outcome> outcomes, List<Slot> slots) {
        return slots.stream()
                .map(each -> outcomes.containsKey(each) ? outcomes.get(each).source() : Source.BYPASS)
                .toList();
    }

    @Test
    void whatIsMissingIsLoadedByOneCallAndFilled() {
        hold(1, 5);
        node.read(slot(2), () -> "item 2 as read alone");
        Map<Slot, Outcome> first = node.readAll(slots(1, 4), this::load);
        assertThat(sources(first, slots(1, 4))).containsExactly(Source.MISS, Source.HIT, Source.MISS, Source.MISS);
        assertThat(loads).containsExactly(List.of(slot(1), slot(3), slot(4)));
        Map<Slot, Outcome> second = other.readAll(slots(1, 5), this::load);
        assertThat(sources(second, slots(1, 5)))
                .containsExactly(Source.HIT, Source.HIT, Source.HIT, Source.HIT, Source.MISS);
        assertThat(loads).hasSize(2).last().isEqualTo(List.of(slot(5)));
    }

    @Test
    void allThatIsCachedCallsNobody() {
        hold(1, 3);
        node.readAll(slots(1, 3), this::load);
        loads.clear();
        node.readAll(slots(1, 3), this::load);
        assertThat(loads).isEmpty();
    }

    @Test
    void entryThatCannotBeReadIsLoadedAndReplacedAndTheOthersAreHits() {
        hold(1, 4);
        node.readAll(slots(1, 4), this::load);
        fixture().putField(slot(2).key(), "@v:Text", "!");
        fixture().putOther(slot(3).key());
        loads.clear();
        Map<Slot, Outcome> outcomes = other.readAll(slots(1, 4), this::load);
        assertThat(sources(outcomes, slots(1, 4))).containsExactly(Source.HIT, Source.MISS, Source.MISS, Source.HIT);
        assertThat(loads).containsExactly(List.of(slot(2), slot(3)));
        node.readAll(slots(1, 4), this::load);
        assertThat(loads).hasSize(1);
    }

    @Test
    void repeatedSlotsAreReadOnceAndNoneCallNobody() {
        hold(1, 1);
        assertThat(node.readAll(List.of(slot(1), slot(1)), this::load)).containsOnlyKeys(slot(1));
        assertThat(loads).containsExactly(List.of(slot(1)));
        assertThat(node.readAll(List.of(), this::load)).isEmpty();
        assertThat(loads).hasSize(1);
    }

    @Test
    void absenceIsFilledAndWhatIsNotSaidIsNot() {
        items.put(slot(1), Optional.empty());
        Map<Slot, Outcome> outcomes = node.readAll(slots(1, 2), this::load);
        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy((each, outcome) -> assertThat(outcome.isAbsence()).isTrue());
        Map<Slot, Outcome> again = other.readAll(slots(1, 2), this::load);
        assertThat(sources(again, slots(1, 2))).containsExactly(Source.HIT, Source.MISS);
    }

    @Test
    void everyKeyIsFilledWhateverTheirNumber() {
        hold(1, 250);
        node.readAll(slots(1, 250), this::load);
        assertThat(loads).hasSize(1);
        assertThat(sources(other.readAll(slots(1, 250), this::load), slots(1, 250)))
                .containsOnly(Source.HIT);
    }

    @Test
    void fillOfOneKeyIsRejectedWhenItWasEvictedSinceAndTheOthersAreStored() {
        hold(1, 3);
        node.readAll(slots(1, 3), missing -> {
            Map<Slot, Optional<Object>> old = load(missing);
            items.put(slot(2), Optional.of("new"));
            assertThat(other.evict(slot(2))).isTrue();
            return old;
        });
        Map<Slot, Outcome> outcomes = other.readAll(slots(1, 3), this::load);
        assertThat(sources(outcomes, slots(1, 3))).containsExactly(Source.HIT, Source.MISS, Source.HIT);
        assertThat(outcomes.get(slot(2))).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void whatAnotherLoadsIsLoadedTooAndNotFilled() {
        hold(1, 2);
        node.readAll(slots(1, 1), outer -> {
            Map<Slot, Outcome> inner = other.readAll(slots(1, 2), this::load);
            assertThat(sources(inner, slots(1, 2))).containsExactly(Source.MISS, Source.MISS);
            return load(outer);
        });
        assertThat(loads).containsExactly(slots(1, 2), slots(1, 1));
        assertThat(sources(other.readAll(slots(1, 2), this::load), slots(1, 2))).containsOnly(Source.HIT);
    }

    @Test
    void nestedBatchOfTheSameKeysDoesNotWaitForItself() {
        hold(1, 2);
        node.readAll(slots(1, 2), outer -> {
            node.readAll(slots(1, 2), this::load);
            return load(outer);
        });
        assertThat(loads).hasSize(2);
    }

    @Test
    void failureOfTheLoadReachesTheCallerAndHoldsNobodyBack() {
        IOException failure = new IOException("as it is");
        assertThatThrownBy(() -> node.readAll(slots(1, 2), missing -> {
                    throw failure;
                }))
                .hasRootCause(failure);
        hold(1, 2);
        other.readAll(slots(1, 2), this::load);
        assertThat(sources(other.readAll(slots(1, 2), this::load), slots(1, 2))).containsOnly(Source.HIT);
    }

    @Test
    void keysWhoseLookupFailedAreLoadedAndNotFilled() {
        hold(1, 2);
        node.store().failNext(Kind.READ);
        Map<Slot, Outcome> outcomes = node.readAll(slots(1, 2), this::load);
        assertThat(sources(outcomes, slots(1, 2))).containsExactly(Source.BYPASS, Source.MISS);
        assertThat(node.store().calls(Kind.FILL)).isEqualTo(1);
    }

    @Test
    void keyWhoseLeaseIsUnknownIsLoadedAndReleased() {
        hold(1, 2);
        node.store().failReplyOfNext(Kind.ACQUIRE);
        node.readAll(slots(1, 2), this::load);
        assertThat(node.store().calls(Kind.FILL)).isEqualTo(1);
        assertThat(node.store().calls(Kind.RELEASE)).isEqualTo(1);
        assertThat(sources(other.readAll(slots(1, 2), this::load), slots(1, 2)))
                .containsExactly(Source.MISS, Source.HIT);
    }

    @Test
    void loadSoonAfterAnEvictionIsAskedToReadConsistently() {
        hold(1, 2);
        node.evict(slot(2));
        node.readAll(slots(1, 2), missing -> {
            LoadContext context = LoadContext.current();
            assertThat(context).isNotNull();
            assertThat(context != null && context.isConsistent()).isTrue();
            return load(missing);
        });
        assertThat(loads).hasSize(1);
    }

    @Test
    void valueThatCannotBeEncodedIsReturned() {
        items.put(slot(1), Optional.of("broken"));
        hold(2, 2);
        Map<Slot, Outcome> outcomes = node.readAll(slots(1, 2), this::load);
        assertThat(outcomes.get(slot(1))).isEqualTo(new Outcome(Source.MISS, "broken", 0));
        assertThat(sources(other.readAll(slots(2, 2), this::load), slots(2, 2))).containsExactly(Source.HIT);
    }

    @Test
    void poisonedKeyIsReadWithoutTheCache() {
        hold(1, 2);
        node.readAll(slots(1, 2), this::load);
        node.store().failNext(Kind.EVICT);
        node.store().loseNext(Kind.EVICT);
        assertThat(node.evict(slot(1))).isFalse();
        assertThat(sources(node.readAll(slots(1, 2), this::load), slots(1, 2)))
                .containsExactly(Source.BYPASS, Source.HIT);
    }
}
