package io.github.dynamocached.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fences that are open under one key of the fake.
 *
 * @param text the fences as they are kept, empty for none
 * @param end when the last of them is over, zero for none
 */
record InMemoryFences(String text, long end) {

    static final String FIELD = "@w";

    private static final Pattern FENCE = Pattern.compile("([^ :]+):(\\d{1,15})");

    /** The fences in a text that are open now, without that of the given writer. */
    static InMemoryFences open(@Nullable String text, long now, String writer) {
        List<String> open = new ArrayList<>();
        long end = 0;
        Matcher matcher = FENCE.matcher(text == null ? "" : text);
        while (matcher.find()) {
            long deadline = Long.parseLong(matcher.group(2));
            if (!matcher.group(1).equals(writer) && now < deadline) {
                open.add(matcher.group());
                end = Math.max(end, deadline);
            }
        }
        return new InMemoryFences(String.join(" ", open), end);
    }

    boolean isNone() {
        return text.isEmpty();
    }

    InMemoryFences and(String writer, long deadline) {
        String added = writer + ":" + deadline;
        return new InMemoryFences(isNone() ? added : text + " " + added, Math.max(end, deadline));
    }

    void putInto(InMemoryValue value) {
        if (isNone()) {
            value.fields.remove(FIELD);
        } else {
            value.put(FIELD, text);
        }
    }
}
