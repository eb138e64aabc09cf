package io.github.dynamocached.memory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A lease as the fake keeps it. */
record InMemoryLease(String token, String nonce, long tokenMillis, long deadline) {

    private static final Pattern TEXT = Pattern.compile("(\\S+):(\\d{1,18}) (\\d{1,15})");

    static @Nullable InMemoryLease parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new InMemoryLease(
                        matcher.group(1) + ":" + matcher.group(2),
                        matcher.group(1),
                        Long.parseLong(matcher.group(2)) / 1000,
                        Long.parseLong(matcher.group(3)))
                : null;
    }
}
