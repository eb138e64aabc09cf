package io.github.dynamocached.cache;

import io.github.dynamocached.Freshness;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stamp of a value as the fake keeps it. */
record InMemoryStamp(
        String text,
        long filled,
        long fresh,
        long stale,
        long hard,
        String type,
        String schema,
        long load,
        boolean negative) {

    private static final Pattern TEXT =
            Pattern.compile("1 (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\S+) (\\S+) (\\d{1,15}) ([+-])");

    static @Nullable InMemoryStamp parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return text == null || !matcher.matches()
                ? null
                : new InMemoryStamp(
                        text,
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        Long.parseLong(matcher.group(4)),
                        matcher.group(5),
                        matcher.group(6),
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
