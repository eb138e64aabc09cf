package io.github.dynamocached.load;

import java.util.List;

/**
 * What is known of the reads of a load that has ended.
 *
 * @param proof whether they were consistent
 * @param items which attributes the value of the load may lack
 * @param sought which items they have asked for, of the first reads alone if there were many
 */
public record LoadReads(LoadContext.Proof proof, ItemCoverage items, List<SoughtItems> sought) {

    /** Of a load that has not ended well, or that nobody has watched. */
    public static final LoadReads UNKNOWN = new LoadReads(LoadContext.Proof.UNKNOWN, ItemCoverage.WHOLE, List.of());

    /** Of a value that was written, which is as good as one that was read consistently. */
    public static final LoadReads WRITTEN = new LoadReads(LoadContext.Proof.CONSISTENT, ItemCoverage.WHOLE, List.of());
}
