package io.github.dynamocached.load;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which items the reads of one load have asked for, and which attributes they returned. Used by all threads that read for it. */
final class LoadCoverage {

    private static final int MOST_SOUGHT = 20;

    private final Set<ItemCoverage> seen = EnumSet.noneOf(ItemCoverage.class);
    private final List<SoughtItems> sought = new ArrayList<>(1);

    synchronized void add(ItemCoverage items, SoughtItems asked) {
        seen.add(items);
        if (sought.size() < MOST_SOUGHT) {
            sought.add(asked);
        }
    }

    /** What the first reads have asked for. */
    synchronized List<SoughtItems> sought() {
        return List.copyOf(sought);
    }

    /**
     * Which attributes an item from these reads may lack. If there was a read of some attributes, the item may be from that
     * one. If the load has read no whole item itself, it may also be from a read by another thread meanwhile.
     *
     * @param meanwhile whether there was a read of some attributes for an unknown load
     */
    synchronized ItemCoverage least(boolean meanwhile) {
        boolean whole = seen.contains(ItemCoverage.WHOLE);
        if (seen.contains(ItemCoverage.PARTIAL) || (!whole && (meanwhile || seen.contains(ItemCoverage.COUNTED)))) {
            return ItemCoverage.PARTIAL;
        }
        return !whole && seen.contains(ItemCoverage.OF_INDEX) ? ItemCoverage.OF_INDEX : ItemCoverage.WHOLE;
    }
}
