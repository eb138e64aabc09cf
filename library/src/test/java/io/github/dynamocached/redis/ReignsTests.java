package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which primary a replica follows closely enough to be read. */
class ReignsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final PrimaryView FIRST = view("reign1");
    private static final PrimaryView SECOND_PRIMARY = view("reign2");

    private final Reigns reigns = new Reigns();

    private static PrimaryView view(String reign) {
        return new PrimaryView("run of " + reign, reign, 0, new ClockEstimate(0, 0, 0));
    }

    @Test
    void replicaIsKnownByTheIdOfItsData() {
        reigns.note(FIRST, 100, 0);
        reigns.note(SECOND_PRIMARY, 100, 0);
        assertThat(reigns.followedBy("reign1", 100, 0)).isEqualTo(FIRST);
        assertThat(reigns.followedBy("reign2", 100, 0)).isEqualTo(SECOND_PRIMARY);
        assertThat(reigns.followedBy("reign3", 100, 0)).isNull();
    }

    @Test
    void replicaMayLackWhatThePrimaryGotInTheLastSeconds() {
        for (int second = 0; second <= 5; second++) {
            reigns.note(FIRST, 100L * second, second * SECOND);
        }
        assertThat(reigns.followedBy("reign1", 0, 5 * SECOND)).isEqualTo(FIRST);
        assertThat(reigns.followedBy("reign1", 99, 6 * SECOND)).isNull();
        assertThat(reigns.followedBy("reign1", 100, 6 * SECOND)).isEqualTo(FIRST);
    }

    @Test
    void replicaOfAPrimaryThatIsSilentIsNotRead() {
        reigns.note(FIRST, 100, 0);
        assertThat(reigns.followedBy("reign1", 100, 5 * SECOND)).isEqualTo(FIRST);
        assertThat(reigns.followedBy("reign1", 100, 5 * SECOND + 1)).isNull();
    }

    /** Several connections ask the same primary. */
    @Test
    void latestViewCountsThoughNotEveryPositionIsKept() {
        reigns.note(FIRST, 100, 0);
        PrimaryView newer = new PrimaryView("run of reign1", "reign1", 7, new ClockEstimate(1, 0, 0));
        reigns.note(newer, 200, 1);
        assertThat(reigns.followedBy("reign1", 100, 1)).isEqualTo(newer);
    }

    @Test
    void primaryThatHidesItsDataHasNoReplicaThatIsRead() {
        reigns.note(FIRST, -1, 0);
        reigns.note(view(""), 100, 0);
        assertThat(reigns.followedBy("reign1", 100, 0)).isNull();
        assertThat(reigns.followedBy("", 100, 0)).isNull();
    }
}
