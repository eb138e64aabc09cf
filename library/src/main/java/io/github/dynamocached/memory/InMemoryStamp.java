package io.github.dynamocached.memory;

import io.github.dynamocached.Freshness;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stamp of a value as the fake keeps it: the moments are those of the server's clock. */
record InMemoryStamp(
        String text,
        long filled,
        long fresh,
        long stale,
        long hard,
        String format,
        int cost,
        long load,
        boolean negative) {

    private static final Pattern TEXT =
            Pattern.compile("3 (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\S+) (\\d{1,15}) (\\d{1,15})([+-])");

    static @Nullable InMemoryStamp parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        if (text == null || !matcher.matches()) {
            return null;
        }
        long filled = Long.parseLong(matcher.group(1));
        long fresh = filled + Long.parseLong(matcher.group(2));
        long stale = fresh + Long.parseLong(matcher.group(3));
        return new InMemoryStamp(
                text,
                filled,
                fresh,
                stale,
                stale + Long.parseLong(matcher.group(4)),
                matcher.group(5),
                (int) Math.min(Long.parseLong(matcher.group(6)), Integer.MAX_VALUE),
                Long.parseLong(matcher.group(7)),
                matcher.group(8).equals("-"));
    }

    Freshness freshness(long now) {
        return now < fresh ? Freshness.FRESH : now < stale ? Freshness.STALE : Freshness.EXPIRED;
    }

    boolean isDead(long now, long start) {
        return now >= hard || filled < start;
    }
}
