package io.github.dynamocached.store;

/** The answer to an {@link AcquireRequest}. */
public sealed interface Acquisition {

    /**
     * Whether an eventually consistent read may return the item from before an eviction.
     *
     * @param untold the result if this answer does not tell
     * @return whether the key was evicted that recently
     */
    default boolean mayLag(boolean untold) {
        return untold;
    }

    /**
     * Somebody filled the slot meanwhile.
     *
     * @param entry the value: fresh for a miss, any for a refresh
     */
    record Hit(StoredEntry entry) implements Acquisition {}

    /**
     * The value to replace is gone, because the key was evicted or the value has expired.
     *
     * @param holdOff whether the key was evicted recently
     */
    record Gone(boolean holdOff) implements Acquisition {
        @Override
        public boolean mayLag(boolean untold) {
            return holdOff;
        }
    }

    /**
     * The caller has the lease. Its fill is accepted only if this token is still in the hash then.
     *
     * @param token made by the server, after every eviction that was acknowledged before
     * @param holdOff whether the key was evicted recently
     */
    record Leased(String token, boolean holdOff) implements Acquisition {
        @Override
        public boolean mayLag(boolean untold) {
            return holdOff;
        }
    }

    /**
     * Somebody else has the lease.
     *
     * @param leftMillis milliseconds until that lease is over
     * @param holdOff whether the key was evicted recently
     */
    record Wait(long leftMillis, boolean holdOff) implements Acquisition {
        @Override
        public boolean mayLag(boolean untold) {
            return holdOff;
        }
    }

    /**
     * Somebody writes, so the caller loads and stores nothing.
     *
     * @param leftMillis milliseconds until the last fence is over
     * @param holdOff whether the key was evicted recently
     */
    record Bypass(long leftMillis, boolean holdOff) implements Acquisition {
        @Override
        public boolean mayLag(boolean untold) {
            return holdOff;
        }
    }
}
