package io.github.dynamocached.example.load;

import java.util.List;
import java.util.function.IntFunction;

/** What callers ask for. */
enum Traffic {
    STEADY("steady"),
    ZIPF("zipf"),
    HOT_KEY("hot key"),
    WRITE_HEAVY("write-heavy");

    private final String title;

    Traffic(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<Part> parts() {
        return switch (this) {
            case STEADY -> reads(Keys::alike);
            case ZIPF -> reads(Keys::zipf);
            case HOT_KEY -> reads(Keys::hot);
            case WRITE_HEAVY ->
                List.of(
                        Part.of(Call.USER, 0.5, Keys::zipf),
                        Part.of(Call.CONTEXT, 0.2, Keys::zipf),
                        Part.of(Call.SAVE_USER, 0.2, Keys::zipf),
                        Part.of(Call.ADD_TURN, 0.1, Keys::alike));
        };
    }

    private static List<Part> reads(IntFunction<Keys> keys) {
        return List.of(Part.of(Call.USER, 0.7, keys), Part.of(Call.CONTEXT, 0.3, keys));
    }

    /** The share of one kind of request in the traffic. */
    record Part(Call call, double share, Keys keys) {

        private static Part of(Call call, double share, IntFunction<Keys> keys) {
            return new Part(call, share, keys.apply(call.items()));
        }
    }
}
