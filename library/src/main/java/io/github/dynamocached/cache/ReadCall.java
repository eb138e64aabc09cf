package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.Executor;

/**
 * What is known of one read from its beginning.
 *
 * @param began the moment of its beginning
 * @param replays how often evictions were replayed until then
 * @param nested whether it began within a load. Its thread is known only then
 * @param again whether it goes again, after a failure that concerned only the caller that it had waited for
 */
record ReadCall(
        ReadOperation operation,
        Slot slot,
        Loader loader,
        Executor executor,
        long began,
        long replays,
        boolean nested,
        boolean again) {

    /** A call that begins on this thread. */
    ReadCall(ReadOperation operation, Slot slot, Loader loader, Executor executor, long began, long replays) {
        this(operation, slot, loader, executor, began, replays, LoadContext.current() != null, false);
    }

    /** The same call, which goes again. */
    ReadCall goingAgain() {
        return new ReadCall(operation, slot, loader, executor, began, replays, nested, true);
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
