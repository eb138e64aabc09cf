package io.github.dynamocached.load;

import java.util.EnumSet;
import java.util.Set;

/** What the reads of one load returned of items. Used by all threads that read for it. */
final class SeenShapes {

    private final Set<SeenItems> seen = EnumSet.noneOf(SeenItems.class);

    synchronized void add(SeenItems items) {
        seen.add(items);
    }

    /**
     * What an item that was made of the reads may lack. A read of some attributes is taken for the one that the item is
     * from. Where the load has read no whole item itself, that may also be a read that another thread made meanwhile.
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
