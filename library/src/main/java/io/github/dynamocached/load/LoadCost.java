package io.github.dynamocached.load;

/**
 * What the reads of a load have cost, as DynamoDB has told it. All numbers are halves of a read capacity unit, because that is
 * what the smallest read costs. Reads that belong to no load, such as those of other threads, are not in them.
 *
 * @param eventual by its own reads that were eventually consistent
 * @param consistent by its own reads that were consistent, which cost twice as much
 * @param nested by the loads within it, which count for themselves
 */
public record LoadCost(int eventual, int consistent, int nested) {

    /** Nothing was read, or nobody knows. */
    public static final LoadCost NONE = new LoadCost(0, 0, 0);

    /** {@return what the same value costs without a cache} */
    public int total() {
        return eventual + consistent + nested;
    }
}
