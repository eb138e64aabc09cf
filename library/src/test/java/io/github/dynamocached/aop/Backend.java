package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/** What stands behind the repositories of these tests: counts the calls and answers them. */
final class Backend {

    private int calls;
    private @Nullable Object answer;

    void willAnswer(@Nullable Object value) {
        answer = value;
    }

    /** Counts a call. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    <T> T answer() {
        calls++;
        return (T) answer;
    }

    int calls() {
        return calls;
    }
}
