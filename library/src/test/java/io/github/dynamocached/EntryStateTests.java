package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read who print what they have looked at. */
class EntryStateTests {

    private static VariantState value(Freshness freshness, boolean negative, boolean leased) {
        Duration second = Duration.ofSeconds(1);
        return new VariantState("", freshness, negative, "j", second, second, second, second, 12, leased);
    }

    @Test
    void slotWithoutAValueIsNotTakenForACachedAbsence() {
        assertThat(VariantState.none("", 0, false)).hasToString("no value");
        assertThat(VariantState.none("", 0, true)).hasToString("no value, leased");
        assertThat(VariantState.none("", 12, false)).hasToString("no value that can be read in 12 bytes");
        assertThat(value(Freshness.FRESH, false, false).readAs("k"))
                .hasToString("no value that can be read in 12 bytes");
    }

    @Test
    void valueAndCachedAbsenceSayHowOldTheyAre() {
        assertThat(value(Freshness.FRESH, false, false)).hasToString("fresh value of 12 bytes, age PT1S");
        assertThat(value(Freshness.STALE, true, true)).hasToString("stale cached absence, age PT1S, leased");
        assertThat(value(Freshness.EXPIRED, false, false)).hasToString("expired value of 12 bytes, age PT1S");
    }

    @Test
    void entryAfterAnEvictionSaysHowLongItIsHeldOff() {
        assertThat(EntryState.NONE).hasToString("no key");
        assertThat(new EntryState(Duration.ofSeconds(20), Duration.ofSeconds(2), 0, List.of()))
                .hasToString("key for PT20S, hold-off PT2S, 0 fences, variants []");
    }
}
