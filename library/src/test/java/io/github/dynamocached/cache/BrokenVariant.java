package io.github.dynamocached.cache;

/** A way in which the protocol is broken on purpose, to see that the search finds out. Nothing is broken by default. */
interface BrokenVariant {

    /** The protocol as it is. */
    BrokenVariant NONE = new BrokenVariant() {};

    /** The scripts of one node. */
    default EntryStore scripts(EntryStore intact, InMemoryServer server, String node) {
        return intact;
    }

    /** What a node takes for the moment at which a call began. */
    default long began(long moment) {
        return moment;
    }

    /** What is reported of a read of the database. */
    default boolean reported(boolean consistent) {
        return consistent;
    }
}
