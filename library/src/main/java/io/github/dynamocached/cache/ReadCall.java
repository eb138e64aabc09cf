package io.github.dynamocached.cache;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.Executor;

/** What is known of one read from its beginning. */
record ReadCall(ReadOperation operation, Slot slot, Loader loader, Executor executor, long began) {

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
