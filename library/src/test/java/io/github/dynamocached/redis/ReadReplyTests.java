package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.StoredEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of an answer where the time of the server is known to an hour only. */
class ReadReplyTests {

    private static final long HOUR = 3_600_000;
    private static final long NOON = 1_800_000_000_000L;
    private static final EntryFormat FORMAT = EntryFormat.fields("User", "s1", List.of("name"));
    static final FormatLayout LAYOUT = new FormatLayout(FORMAT);

    /** The server's clock shows something from noon to one o'clock. */
    private static StoredEntry read(long freshUntil, long leaseUntil) {
        Primary primary = new Primary();
        primary.learn(new PrimaryView(
                "run1", "reign1", 0, new ClockEstimate(System.nanoTime(), NOON * 1000, (NOON + HOUR) * 1000)));
        List<byte[]> words = List.of(bytes(stamp(NOON - HOUR, freshUntil)), bytes("Ada"), bytes("n1:1 " + leaseUntil));
        return new ReadReply(LAYOUT, "", "", true).answer(new Judged(words, primary));
    }

    /** A stamp of the layout, for a value that is stale for nine hours after it was fresh. */
    static String stamp(long filled, long freshUntil) {
        return "3 %d %d %d 0 %s 0 1+".formatted(filled, freshUntil - filled, 9 * HOUR, FORMAT.id());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void valueIsFreshOnlyIfItCertainlyIs() {
        assertThat(read(NOON + 2 * HOUR, NOON).freshness()).isEqualTo(Freshness.FRESH);
        assertThat(read(NOON + HOUR / 2, NOON).freshness()).isEqualTo(Freshness.STALE);
        assertThat(read(NOON - HOUR / 2, NOON).freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void leaseIsAliveOnlyIfItCertainlyIs() {
        assertThat(read(NOON, NOON + 2 * HOUR).isLeased()).isTrue();
        assertThat(read(NOON, NOON + HOUR / 2).isLeased()).isFalse();
    }
}
