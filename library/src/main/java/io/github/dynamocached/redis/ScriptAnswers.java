package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.layout.Stamp;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the scripts answer. An answer that no script gives is an {@link IllegalStateException}. */
final class ScriptAnswers {

    private static final int FIRST_FIELD_OF_HIT = 3;

    private ScriptAnswers() {}

    static Acquisition acquisition(@Nullable Object answer, FormatLayout layout) {
        List<?> words = (List<?>) Reply.required(answer);
        return switch (text(words, 0)) {
            case "HIT" -> hit(words, layout);
            case "GONE" -> new Acquisition.Gone(text(words, 1).equals("1"));
            case "LEASE" ->
                new Acquisition.Leased(text(words, 1), text(words, 2).equals("1"));
            case "WAIT" ->
                new Acquisition.Wait(
                        Long.parseLong(text(words, 1)), text(words, 2).equals("1"));
            case "BYPASS" ->
                new Acquisition.Bypass(
                        Long.parseLong(text(words, 1)), text(words, 2).equals("1"));
            default -> throw new IllegalStateException();
        };
    }

    static String token(@Nullable Object answer) {
        return new String((byte[]) Reply.required(answer), UTF_8);
    }

    /** The script has judged the value already, except for how fresh it is; the time is that of the server. */
    private static Acquisition hit(List<?> words, FormatLayout layout) {
        long now = Long.parseLong(text(words, 1));
        Stamp stamp = Reply.required(Stamp.parse(ReadReply.bytes(words, 2), layout.id()));
        Freshness freshness = stamp.freshness(now, Long.MIN_VALUE);
        byte[] @Nullable [] fields =
                ReadReply.fields(words, FIRST_FIELD_OF_HIT, stamp.isNegative() ? 0 : layout.size());
        return new Acquisition.Hit(stamp.entry(freshness, now, fields, false));
    }

    static FillResult fillResult(@Nullable Object answer) {
        String[] words = token(answer).split(" ", -1);
        Duration freshFor = words.length == 1 ? null : Duration.ofMillis(Long.parseLong(words[1]));
        return new FillResult(FillResult.Kind.valueOf(words[0]), freshFor);
    }

    private static String text(List<?> words, int index) {
        return new String(Reply.required(ReadReply.bytes(words, index)), UTF_8);
    }
}
