package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reply to a {@code SCAN}: a page of keys, and who gave it. */
final class ScanReply extends Reply<ScanReply.Page> {

    static final String COMMAND = "SCAN";

    /**
     * A page.
     *
     * @param process the primary that gave it
     * @param next the cursor of the next page
     * @param names of keys
     */
    record Page(String process, String next, List<String> names) {

        boolean isLast() {
            return next.equals("0");
        }
    }

    ScanReply() {
        super(COMMAND);
    }

    @Override
    CommandKind kind() {
        return CommandKind.SWEEP;
    }

    @Override
    Page answer(@Nullable Object answer) {
        if (answer == null) {
            throw new IllegalStateException();
        }
        Judged judged = (Judged) answer;
        PrimaryView primary = judged.view(COMMAND);
        List<?> words = judged.words();
        List<?> names = ((Judged) words.get(1)).words();
        return new Page(
                primary.identity(),
                text(words.get(0)),
                names.stream().map(ScanReply::text).toList());
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
