package io.github.dynamocached.store;

import java.util.List;

/**
 * When the items that a value is made of end by themselves: the time to live that DynamoDB knows of them. Whether a time is
 * over is for the server's clock to say.
 *
 * @param isOneItem whether the value is one item, so that it is absent once that has ended; of a value of several items
 *     those that have ended are no concern of ours
 * @param millis the ends in milliseconds since 1970, each once and in order; empty if no item has one
 */
public record ItemEnds(boolean isOneItem, List<Long> millis) {

    /** No item ends by itself. */
    public static final ItemEnds NONE = new ItemEnds(false, List.of());

    /**
     * Ends, of which a copy is kept.
     *
     * @param isOneItem whether the value is one item
     * @param millis the ends in milliseconds since 1970
     */
    public ItemEnds {
        millis = List.copyOf(millis);
    }
}
