package io.github.dynamocached.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a store found in a slot, judged by the read rule: no stamp, a hard expiry that is over, a fill before the
 * primary started, another type or another schema all mean {@link Freshness#ABSENT}.
 */
public final class StoredEntry {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    private final Freshness freshness;
    private final boolean negative;
    private final long ageMillis;
    private final String stamp;
    private final byte[] @Nullable [] fields;
    private final boolean leased;

    private StoredEntry(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            String stamp,
            byte[] @Nullable [] fields,
            boolean leased) {
        this.freshness = freshness;
        this.negative = negative;
        this.ageMillis = ageMillis;
        this.stamp = stamp;
        this.fields = fields;
        this.leased = leased;
    }

    /**
     * No value in the slot.
     *
     * @param leased whether a live lease was seen; false as well when it was not asked for
     * @return the entry
     */
    public static StoredEntry absent(boolean leased) {
        return new StoredEntry(Freshness.ABSENT, false, 0, "", NO_FIELDS, leased);
    }

    /**
     * A value in the slot.
     *
     * @param freshness what the read rule says, not {@link Freshness#ABSENT}
     * @param negative whether the value is a cached absence
     * @param ageMillis milliseconds since the fill, in Redis time
     * @param stamp the stamp as it stands in the hash: identifies this fill
     * @param fields the encoded value in the order of the format, with null for an absent field
     * @param leased whether a live lease was seen; false as well when it was not asked for
     * @return the entry
     */
    public static StoredEntry found(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            String stamp,
            byte[] @Nullable [] fields,
            boolean leased) {
        if (freshness == Freshness.ABSENT) {
            throw new IllegalArgumentException("A found entry is not absent");
        }
        return new StoredEntry(freshness, negative, ageMillis, stamp, fields, leased);
    }

    /**
     * What the read rule says about the value.
     *
     * @return the freshness
     */
    public Freshness freshness() {
        return freshness;
    }

    /**
     * Whether the value is a cached absence; its fields are then empty.
     *
     * @return whether the entry is negative
     */
    public boolean isNegative() {
        return negative;
    }

    /**
     * The age of the value in milliseconds of Redis time, counted from its fill.
     *
     * @return the age, 0 if absent
     */
    public long ageMillis() {
        return ageMillis;
    }

    /**
     * The stamp as it stands in the hash, which identifies one fill.
     *
     * @return the stamp, empty if absent
     */
    public String stamp() {
        return stamp;
    }

    /**
     * The encoded value.
     *
     * @return the bytes of each field of the format, null where the field is absent; not copied
     */
    public byte[] @Nullable [] fields() {
        return fields;
    }

    /**
     * Whether a live lease was seen beside the value.
     *
     * @return whether somebody holds the lease
     */
    public boolean isLeased() {
        return leased;
    }

    @Override
    public String toString() {
        return freshness + (negative ? " absence" : "") + " of "
                + Arrays.stream(fields).filter(f -> f != null).count() + " fields" + (leased ? ", leased" : "");
    }
}
