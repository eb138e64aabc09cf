package io.github.dynamocached.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param sum a number that two searches share if they visited the same states
 * @param violation what does not hold at the end of the schedule, null if everything holds everywhere
 * @param schedule the steps that lead to the violation, which {@link StateSearch#replay} takes again
 */
record SearchReport(
        String scenario,
        int states,
        long sum,
        long transitions,
        @Nullable String violation,
        List<String> schedule) {

    /** One line of counts, and the schedule of a violation. */
    void print(String mark) {
        StringBuilder text = new StringBuilder("state search: " + mark + scenario + ": " + states + " states, "
                + transitions + " transitions, " + (violation == null ? 0 : 1) + " violations");
        if (violation != null) {
            text.append("\n    ")
                    .append(String.join("\n    ", schedule))
                    .append("\n    => ")
                    .append(violation);
        }
        System.out.println(text);
    }
}
