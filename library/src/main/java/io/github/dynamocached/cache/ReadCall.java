package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one read from its beginning.
 *
 * @param caller waits for the answer
 * @param began the moment of its beginning
 * @param replays how often evictions were replayed until then
 * @param within the load that it began in, null for none. It is taken at the beginning, because later the call goes on on
 *     threads where no load is bound, and a call that waits for its own load waits for itself
 * @param again whether it goes again, after a failure that concerned only the caller that it had waited for
 */
record ReadCall(
        ReadOperation operation,
        Slot slot,
        Loader loader,
        Caller caller,
        long began,
        long replays,
        @Nullable LoadContext within,
        boolean again) {

    /** A call that begins on this thread. */
    ReadCall(ReadOperation operation, Slot slot, Loader loader, Caller caller, long began, long replays) {
        this(operation, slot, loader, caller, began, replays, LoadContext.current(), false);
    }

    /** The same call, which goes again. */
    ReadCall goingAgain() {
        return new ReadCall(operation, slot, loader, caller, began, replays, within, true);
    }

    /** Whether it began within a load. */
    boolean nested() {
        return within != null;
    }

    /** Whether it began within a load of its own slot. */
    boolean isWithinItself() {
        return within != null && within.loads(slot);
    }

    Flights.Key flight() {
        return new Flights.Key(slot, operation);
    }

    EntryFormat format() {
        return operation.format();
    }

    @Override
    public String toString() {
        return "read by " + operation;
    }
}
