package io.github.dynamocached.memory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Since when a value is known to be as it is: {@code <unchanged since> <kept until> <digest>}. */
record InMemoryChanges(long since, long keptUntil, String digest) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (\\p{XDigit}+)");

    /** What a text says, null if it says nothing, or says it for longer than its time. */
    static @Nullable InMemoryChanges parse(@Nullable String text, long now) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return null;
        }
        InMemoryChanges changes = new InMemoryChanges(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3));
        return now < changes.keptUntil ? changes : null;
    }

    String text() {
        return since + " " + keptUntil + " " + digest;
    }
}
