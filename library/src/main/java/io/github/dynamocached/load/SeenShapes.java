package io.github.dynamocached.load;

import java.util.EnumSet;
import java.util.Set;

/** Which attributes the reads of one load returned. Used by all threads that read for it. */
final class SeenShapes {

    private final Set<SeenItems> seen = EnumSet.noneOf(SeenItems.class);

    synchronized void add(SeenItems items) {
        seen.add(items);
    }

    /**
     * Which attributes an item from these reads may lack. If there was a read of some attributes, the item may be from that
     * one. If the load has read no whole item itself, it may also be from a read by another thread meanwhile.
     *
     * @param meanwhile whether there was a read of some attributes for an unknown load
     */
    synchronized SeenItems least(boolean meanwhile) {
        boolean whole = seen.contains(SeenItems.WHOLE);
        if (seen.contains(SeenItems.PARTIAL) || (!whole && (meanwhile || seen.contains(SeenItems.COUNTED)))) {
            return SeenItems.PARTIAL;
        }
        return !whole && seen.contains(SeenItems.OF_INDEX) ? SeenItems.OF_INDEX : SeenItems.WHOLE;
    }
}
