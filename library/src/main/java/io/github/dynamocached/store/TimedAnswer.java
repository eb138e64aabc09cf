package io.github.dynamocached.store;

/**
 * A stage of a command that knows how long the server has taken for its answer. A JVM that gets no processor reads its answers
 * late, which is no reason to give the server up.
 */
public interface TimedAnswer {

    /** How many times its budget a caller waits at most, if this JVM has no time for what the server has answered. */
    int MOST_BUDGETS = 5;

    /**
     * How long the server has had the command until it answered, or until now.
     *
     * @return nanoseconds in which this JVM could have read an answer
     */
    long serverNanos();
}
