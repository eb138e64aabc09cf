package io.github.dynamocached.history;

/**
 * One operation of a run, in moments of {@link System#nanoTime()}, which must be one clock for all processes of the run.
 *
 * @param kind what was done
 * @param item the number of the item
 * @param version the version that a read or a load returned, or that was committed before the eviction began
 * @param begin a moment before it began
 * @param end a moment after it ended
 */
public record Operation(Kind kind, int item, long version, long begin, long end) {

    /** What can be done to an item. */
    public enum Kind {
        /** A read through the cache. */
        READ,
        /** A read of the database inside a read through the cache. */
        LOAD,
        /** An eviction through the cache that was acknowledged. */
        EVICTION,
        /** A plain {@code DEL} of the entry by somebody who does not know the cache. */
        FOREIGN_DELETE,
        /** An eviction through the cache that was not acknowledged: it promises nothing. */
        FAILED_EVICTION
    }

    /** Whether it entitles every later read to its version. */
    boolean evicts() {
        return kind == Kind.EVICTION || kind == Kind.FOREIGN_DELETE;
    }

    /** Whether a caller made it; a load is part of one that a caller made. */
    boolean isCall() {
        return kind != Kind.LOAD;
    }

    @Override
    public String toString() {
        return kind + " " + item + " " + version + " " + begin + " " + end;
    }

    /** The operation of a text that {@link #toString()} made. */
    static Operation parse(String text) {
        String[] words = text.split(" ", 5);
        return new Operation(
                Kind.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }
}
