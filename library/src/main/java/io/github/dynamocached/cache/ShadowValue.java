package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/** A value as it is stored, to be compared with another one. */
final class ShadowValue {

    private static final ShadowValue ABSENCE = new ShadowValue(true, false, new byte[0][]);

    private final boolean absent;
    private final boolean mayHaveEnded;
    private final byte[] @Nullable [] fields;

    /**
     * A value.
     *
     * @param absent whether it is an absence
     * @param mayHaveEnded whether its item has an end, so that it may count as absent by the clock of the server
     * @param fields the encoded value
     */
    private ShadowValue(boolean absent, boolean mayHaveEnded, byte[] @Nullable [] fields) {
        this.absent = absent;
        this.mayHaveEnded = mayHaveEnded;
        this.fields = fields;
    }

    /** What a hit has returned. */
    static ShadowValue of(StoredEntry entry) {
        return entry.isNegative() ? ABSENCE : new ShadowValue(false, false, entry.fields());
    }

    /** What was loaded. Throws what its classes throw. */
    static ShadowValue of(@Nullable Object loaded, ReadOperation operation, CacheSettings settings) {
        if (loaded == null) {
            return ABSENCE;
        }
        ItemEnds ends = operation.endsOf(loaded, settings);
        boolean mayHaveEnded = ends.isOneItem() && !ends.millis().isEmpty();
        return new ShadowValue(false, mayHaveEnded, operation.codec().encode(loaded));
    }

    /**
     * Whether both are the same for a caller. Throws what their classes throw, and if only the clock of the server can tell
     * whether an item is absent.
     */
    boolean isSameAs(ShadowValue other, ValueCodec codec) {
        if (!absent && !other.absent) {
            return codec.isSame(fields, other.fields);
        }
        if (mayHaveEnded || other.mayHaveEnded) {
            throw new ValueCodecException("An item may have ended");
        }
        return absent && other.absent;
    }

    @Override
    public String toString() {
        return absent ? "absence" : fields.length + " fields";
    }
}
