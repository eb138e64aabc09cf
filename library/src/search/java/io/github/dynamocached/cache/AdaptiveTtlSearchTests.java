package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promises P1 and P2 where the time to live follows the changes of values, and that no value is fresh for longer than what the
 * database knows of its changes allows for.
 */
class AdaptiveTtlSearchTests extends BrokenVariantFixture {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration MINIMUM = Duration.ofSeconds(4);
    private static final Duration GREATEST = Duration.ofSeconds(6);

    private static SearchScenario adaptive(String name, Duration greatest, Duration minimum) {
        SearchScenario scenario = eventual(name).timeToLive(greatest).everythingInOneStep();
        scenario.values = scenario.values.adapting(1, minimum);
        return scenario;
    }

    private static SearchScenario adaptive(String name) {
        return adaptive("adaptive: " + name, GREATEST, MINIMUM);
    }

    private static SearchScenario writeOfAnother() {
        return adaptive("two reads, a write; time passes")
                .read("A")
                .read("A")
                .write()
                .timePasses(STEP, 1);
    }

    /** Nothing but the time to live depends on what the hash remembers. */
    @Tag("full")
    @Test
    void statesAreThoseOfAFixedTimeToLive() {
        Duration ttl = Duration.ofMinutes(5);
        SearchReport fixed = new StateSearch(eventual("a time to live")
                        .timeToLive(ttl)
                        .read("A")
                        .read("B")
                        .write())
                .run();
        SearchScenario scenario =
                eventual("a time to live").timeToLive(ttl).read("A").read("B").write();
        scenario.values = scenario.values.adapting(1, ttl);
        SearchReport adaptive = new StateSearch(scenario).run();
        adaptive.print("adaptive: ");
        assertThat(adaptive.violation()).isNull();
        assertThat(adaptive.states()).isEqualTo(fixed.states());
        assertThat(adaptive.transitions()).isEqualTo(fixed.transitions());
    }

    @Tag("full")
    @Test
    void digestThatTellsNothingIsFound() {
        assertFound(writeOfAnother()
                .broken(fills(
                        fill -> fill.adapting(new AdaptiveTtl(1, required(fill).share(), MINIMUM)))));
    }

    private static AdaptiveTtl required(Fill fill) {
        return Objects.requireNonNull(fill.adaptive());
    }

    private static BrokenVariant fills(UnaryOperator<Fill> change) {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenScripts(intact, server) {
            @Override
            public CompletionStage<FillResult> fill(
                    Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                return super.fill(slot, format, fill.adaptive() == null ? fill : change.apply(fill), fields);
            }
        });
    }
}
