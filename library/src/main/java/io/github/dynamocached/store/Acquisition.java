package io.github.dynamocached.store;

/** The answer to an {@link AcquireRequest}. */
public sealed interface Acquisition {

    /**
     * Whether an eventually consistent read may return the item from before an eviction.
     *
     * @param untold what holds where this answer does not say
     * @return whether the key was evicted so recently
     */
    default boolean mayLag(boolean untold) {
        return untold;
    }

    /**
     * Somebody filled the slot meanwhile.
     *
     * @param entry the value, fresh for a miss; for a refresh whatever is there
     */
    record Hit(StoredEntry entry) implements Acquisition {}

    /**
     * The value to be replaced is gone: an eviction came first, and nothing is to be done.
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
     * The caller loads. Its fill is accepted only if this token is still in the hash then.
     *
     * @param token made by the server, after every eviction that was acknowledged before
     * @param holdOff whether the key was evicted so recently that an eventually consistent read may return the old item
     */
    record Leased(String token, boolean holdOff) implements Acquisition {
        @Override
        public boolean mayLag(boolean untold) {
            return holdOff;
        }
    }

    /**
     * Somebody else loads.
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
     * Somebody writes: load, return, and store nothing.
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
