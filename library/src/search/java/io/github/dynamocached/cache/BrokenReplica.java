package io.github.dynamocached.cache;

/** Ways in which a replica answers what only the primary may. */
final class BrokenReplica {

    private BrokenReplica() {}

    /** Nobody looks what the node has evicted. */
    static BrokenVariant everyLookupReadsIt() {
        return new BrokenVariant() {
            @Override
            public boolean readsReplica() {
                return true;
            }
        };
    }

    /** A lease is asked for at the replica, which finds the value that was evicted. */
    static BrokenVariant leasesComeFromIt() {
        return new BrokenVariant() {
            @Override
            public boolean acquiresFromReplica() {
                return true;
            }
        };
    }
}
