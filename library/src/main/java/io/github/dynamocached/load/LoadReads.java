package io.github.dynamocached.load;

import java.util.List;

/**
 * What is known of the reads of a load that has ended.
 *
 * @param proof whether they were consistent
 * @param items which attributes the value of the load may lack
 * @param sought which items they have asked for, of the first reads alone if there were many
 * @param cost what they have cost
 */
public record LoadReads(LoadContext.Proof proof, ItemCoverage items, List<SoughtItems> sought, LoadCost cost) {

    /** Of a load that has not ended well, or that nobody has watched. */
    public static final LoadReads UNKNOWN =
            new LoadReads(LoadContext.Proof.UNKNOWN, ItemCoverage.WHOLE, List.of(), LoadCost.NONE);

    /** Of a value that was written, which is as good as one that was read consistently. */
    public static final LoadReads WRITTEN =
            new LoadReads(LoadContext.Proof.CONSISTENT, ItemCoverage.WHOLE, List.of(), LoadCost.NONE);

    /**
     * The same for one of several values of the load, with its part of the cost. The parts add up to the whole.
     *
     * @param index the index of the value
     * @param values how many there are
     * @return what is known of the reads, with a part of their cost
     */
    public LoadReads part(int index, int values) {
        long total = cost.total();
        int part = (int) (total * (index + 1) / values - total * index / values);
        return new LoadReads(proof, items, sought, new LoadCost(part, 0, 0));
    }
}
