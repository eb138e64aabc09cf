package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.NearEntries;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps under one key: values of its slots, one for each method that reads them. A change of the key forgets all of
 * them, whatever their slots.
 */
final class KeptSlots implements NearEntries.Kept {

    /** So many are searched on a hit one after the other. */
    private static final int MOST = 16;

    /** Headers, references, the key and the place in the map: about 300 bytes with compressed references, as measured. */
    private static final int WEIGHT_OF_VALUE = 310;

    private static final int WEIGHT_OF_FIELD = 24;

    private final Value[] values;
    private final int weight;

    private KeptSlots(Value[] values) {
        this.values = values;
        long sum = 0;
        for (Value value : values) {
            sum += value.weight;
        }
        this.weight = (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public int weight() {
        return weight;
    }

    /** The value that a method keeps of a slot, null for none. */
    @Nullable
    Value of(ReadOperation operation, String variant) {
        for (Value value : values) {
            if (value.operation == operation && value.variant.equals(variant)) {
                return value;
            }
        }
        return null;
    }

    /**
     * The values with one more, which replaces that of its slot and method. Those that may not be returned any more are dropped,
     * and the oldest if there are too many.
     */
    static KeptSlots with(@Nullable KeptSlots before, Value added, long epoch, long now) {
        List<Value> all = new ArrayList<>();
        if (before != null) {
            for (Value value : before.values) {
                boolean isReplaced = value.operation == added.operation && value.variant.equals(added.variant);
                if (!isReplaced && value.isAlive(epoch, now)) {
                    all.add(value);
                }
            }
        }
        all.add(added);
        int first = Math.max(0, all.size() - MOST);
        return new KeptSlots(all.subList(first, all.size()).toArray(new Value[0]));
    }

    /**
     * A value to be kept.
     *
     * @param hit what the method has decoded, which is kept instead of the bytes if it is immutable
     * @param until when its life ends
     */
    static Value valueOf(
            ReadOperation operation,
            Slot slot,
            StoredEntry found,
            Outcome hit,
            Near.Note note,
            long until,
            Watch watch) {
        boolean isShared = found.isNegative() || operation.codec().areImmutable();
        long bytes = StoreGate.sizeOf(found.fields());
        long weight = WEIGHT_OF_VALUE
                + slot.key().text().length()
                + slot.variant().length()
                + (long) WEIGHT_OF_FIELD * found.fields().length
                + (isShared ? 2 * bytes : bytes);
        return new Value(operation, slot.variant(), found, isShared, hit, note, until, watch, weight);
    }

    /** One value. It holds either its bytes, decoded for each caller, or the instance that all callers share. */
    static final class Value {

        private static final byte[] @Nullable [] NO_FIELDS = {};

        private final ReadOperation operation;
        private final String variant;
        private final byte[] @Nullable [] fields;
        private final @Nullable Object shared;
        private final boolean isShared;
        private final long ageMillis;
        private final int halfUnits;
        private final long moment;
        private final long epoch;
        private final long until;
        private final Watch watch;
        private final long weight;

        private Value(
                ReadOperation operation,
                String variant,
                StoredEntry found,
                boolean isShared,
                Outcome hit,
                Near.Note note,
                long until,
                Watch watch,
                long weight) {
            this.operation = operation;
            this.variant = variant;
            this.fields = isShared ? NO_FIELDS : found.fields();
            this.shared = isShared ? hit.value() : null;
            this.isShared = isShared;
            this.ageMillis = found.ageMillis();
            this.halfUnits = found.halfUnits();
            this.moment = note.moment();
            this.epoch = note.epoch();
            this.until = until;
            this.watch = watch;
            this.weight = weight;
        }

        /** Whether it may be returned to a read that began at a moment. */
        boolean mayBeReturned(long current, long began) {
            return epoch == current && until - began > 0 && watch.holds(began);
        }

        /** Whether it may ever be returned again. */
        private boolean isAlive(long current, long now) {
            return epoch == current && until - now > 0 && watch.isOpen();
        }

        /** The outcome for one caller, null if it cannot be decoded. */
        @Nullable
        Outcome outcome(long now) {
            long age = ageMillis + TimeUnit.NANOSECONDS.toMillis(now - moment);
            if (isShared) {
                return new Outcome(Outcome.Source.NEAR, shared, age, halfUnits);
            }
            try {
                return new Outcome(Outcome.Source.NEAR, operation.codec().decode(fields), age, halfUnits);
            } catch (ValueCodecException undecodable) {
                return null;
            }
        }
    }
}
