package io.github.dynamocached.store;

import java.util.List;

/**
 * When the items of a value end by DynamoDB's time to live. Only the clock of the server decides whether an end has passed.
 *
 * @param isOneItem whether the value is one item. Then it counts as absent after its end. In a value of several items,
 *     ended ones stay
 * @param millis the ends in milliseconds since 1970, each once and in order; empty if no item has one
 */
public record ItemEnds(boolean isOneItem, List<Long> millis) {

    /** No item ends by itself. */
    public static final ItemEnds NONE = new ItemEnds(false, List.of());

    /**
     * Copies the list.
     *
     * @param isOneItem whether the value is one item
     * @param millis the ends in milliseconds since 1970
     */
    public ItemEnds {
        millis = List.copyOf(millis);
    }
}
