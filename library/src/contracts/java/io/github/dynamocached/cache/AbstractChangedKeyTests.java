package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Loads of which it is not known any more, when they end, that they belong in their slot: nobody else sees their values. */
public abstract class AbstractChangedKeyTests extends AbstractTwoNodesTests {

    private final Database database = new Database("value");

    /** Loads what belongs elsewhere. */
    private static BlockingLoader elsewhere(BlockingLoader loader) {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() throws Throwable {
                return loader.load();
            }

            @Override
            public boolean isFor(Slot slot) {
                return false;
            }
        };
    }

    @Test
    void itsOwnCallerGetsTheValueAndNothingIsStored() {
        assertThat(node.read(slot, elsewhere(() -> "of another slot")))
                .isEqualTo(new Outcome(Source.MISS, "of another slot", 0));
        awaitNothingInSlot();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "value", 0));
    }

    @Test
    void callersThatWaitForItGoAgain() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, elsewhere(load));
        load.awaitSeen();
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(node.readBehindLeader(slot, database::load));
        }
        database.write("what belongs here");
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("what belongs here"));
    }

    @Test
    void absenceThatBelongsElsewhereIsNotHandedOn() throws Exception {
        database.write(null);
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, elsewhere(load));
        load.awaitSeen();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        database.write("what belongs here");
        load.release();
        assertThat(await(leader).value()).isNull();
        assertThat(await(follower).value()).isEqualTo("what belongs here");
    }

    @Test
    void valuesOfABatchAreJudgedOneByOne() {
        Slot second = new Slot(CacheKey.of("users", List.of(slot.key().text(), "second")), "Text");
        BatchLoader loader = new BatchLoader() {
            @Override
            public Map<Slot, Optional<Object>> load(List<Slot> slots) {
                return Map.of(slot, Optional.of("first"), second, Optional.of("second"));
            }

            @Override
            public boolean isFor(Slot asked) {
                return asked.equals(slot);
            }
        };
        Map<Slot, Outcome> outcomes = node.readAll(List.of(slot, second), loader);
        assertThat(outcomes.get(second)).isEqualTo(new Outcome(Source.MISS, "second", 0));
        assertThat(other.read(slot, database::load).value()).isEqualTo("first");
        assertThat(other.read(second, database::load)).isEqualTo(new Outcome(Source.MISS, "value", 0));
    }
}
