package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.streams.ModelBudget.Event;
import io.github.dynamocached.streams.StreamSearch.Report;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With all rules nothing stays stale, whatever happens. Without any one of them, something does. */
class StreamSearchTests {

    private static final ModelBudget SMALL =
            ModelBudget.none().with(Event.WRITE, 1).with(Event.LOAD, 1);

    private static ModelBudget budgetFor(StreamRule rule) {
        return switch (rule) {
            case POSITIONS_ARE_A_MINUTE_LATE -> SMALL.with(Event.FAILOVER, 1).with(Event.DEATH, 1);
            case POSITIONS_WAIT_FOR_OWED_EVICTIONS ->
                SMALL.with(Event.FAILOVER, 1).with(Event.SILENCE, 1);
            case TRUST_IS_A_MINUTE_LATE -> SMALL.with(Event.FAILOVER, 1).with(Event.SPLIT, 1);
            case POSITIONS_ARE_ACKNOWLEDGED, SWEEP_WAITS_FOR_THE_HOLD_OFF, SWEEP_FOLLOWS_ITERATORS -> SMALL;
            case ONLY_THE_LEADER_KEEPS -> SMALL.with(Event.FLUSH, 1);
            case OLD_STATE_IS_NOT_TRUSTED -> SMALL.with(Event.DAY, 1).with(Event.DEATH, 1);
            case TRIMMED_RECORDS_ARE_MISSED -> SMALL.with(Event.WRITE, 2).with(Event.TRIM, 1);
            case ONE_DESCRIPTION, NEW_SHARDS_ARE_READ_FROM_THEIR_BEGINNING -> SMALL.with(Event.SPLIT, 1);
            case EXPIRED_ITERATORS_MISS_NOTHING -> SMALL.with(Event.EXPIRY, 1);
            case SHARDS_THAT_ARE_GONE_ARE_MISSED ->
                SMALL.with(Event.WRITE, 2).with(Event.TRIM, 1).with(Event.SPLIT, 1);
            case STATE_OF_ANOTHER_STREAM_IS_NOT_TRUSTED -> SMALL.with(Event.NEW_STREAM, 1);
        };
    }

    private static void print(Object what, Report report) {
        System.out.printf(
                "Streams: %s: %,d states, %,d transitions%s%n",
                what,
                report.states(),
                report.transitions(),
                report.schedule().isEmpty() ? "" : ": " + report.schedule());
    }

    @ParameterizedTest
    @EnumSource
    void brokenRuleIsNoticed(StreamRule rule) {
        Report report = StreamSearch.of(new ModelWorld(EnumSet.of(rule), budgetFor(rule)));
        print(rule, report);
        assertThat(report.schedule()).isNotEmpty();
    }

    @Test
    void intactRulesLeaveNothingStale() {
        Report report = StreamSearch.of(ModelWorld.intact(SMALL.with(Event.FAILOVER, 1)
                .with(Event.SILENCE, 1)
                .with(Event.DEATH, 1)
                .with(Event.EXPIRY, 1)));
        print("intact", report);
        assertThat(report.schedule()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void withTheRuleTheSameWorldIsRight(StreamRule rule) {
        Report report = StreamSearch.of(ModelWorld.intact(budgetFor(rule)));
        print("with " + rule, report);
        assertThat(report.schedule()).isEmpty();
        assertThat(report.states()).isGreaterThan(50);
    }

    @Test
    @Tag("full")
    void everythingTogetherLeavesNothingStale() {
        ModelBudget all = SMALL.with(Event.SPLIT, 1)
                .with(Event.FAILOVER, 1)
                .with(Event.SILENCE, 1)
                .with(Event.DEATH, 1)
                .with(Event.TRIM, 1)
                .with(Event.EXPIRY, 1);
        Report report = StreamSearch.of(ModelWorld.intact(all));
        print("all", report);
        assertThat(report.schedule()).isEmpty();
    }

    @Test
    @Tag("full")
    void twoThatTakeThemselvesForTheLeaderLeaveNothingStale() {
        Report report = StreamSearch.of(ModelWorld.intact(
                SMALL.with(Event.END_OF_LEASE, 1).with(Event.SPLIT, 1).with(Event.EXPIRY, 1)));
        print("two leaders", report);
        assertThat(report.schedule()).isEmpty();
    }
}
