package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;

/** What the callers of one flight have in common: the slot and the method that loads it. */
record FlightKey(Slot slot, ReadOperation operation) {}
