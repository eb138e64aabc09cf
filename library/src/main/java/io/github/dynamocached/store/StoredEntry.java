package io.github.dynamocached.store;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a store found in a slot, judged by the read rule: no stamp, a hard expiry that is over, a fill before the
 * primary started, another type or another schema all mean {@link Freshness#ABSENT}.
 */
public final class StoredEntry {

    private static final byte[] @Nullable [] NO_FIELDS = {};
    private static final byte[] NO_STAMP = {};
    private static final StoredEntry ABSENT =
            new StoredEntry(Freshness.ABSENT, false, 0, 0, 0, NO_STAMP, NO_FIELDS, false, null);
    private static final StoredEntry ABSENT_AND_LEASED =
            new StoredEntry(Freshness.ABSENT, false, 0, 0, 0, NO_STAMP, NO_FIELDS, true, null);

    private final Freshness freshness;
    private final boolean negative;
    private final long ageMillis;
    private final long freshMillis;
    private final long loadMillis;
    private final byte[] stamp;
    private final byte[] @Nullable [] fields;
    private final boolean leased;
    private final @Nullable Unreadable unreadable;

    private StoredEntry(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            byte[] stamp,
            byte[] @Nullable [] fields,
            boolean leased,
            @Nullable Unreadable unreadable) {
        this.freshness = freshness;
        this.negative = negative;
        this.ageMillis = ageMillis;
        this.freshMillis = freshMillis;
        this.loadMillis = loadMillis;
        this.stamp = stamp;
        this.fields = fields;
        this.leased = leased;
        this.unreadable = unreadable;
    }

    /**
     * No value in the slot.
     *
     * @param leased whether a live lease was seen; false as well when it was not asked for
     * @return the entry
     */
    public static StoredEntry absent(boolean leased) {
        return leased ? ABSENT_AND_LEASED : ABSENT;
    }

    /**
     * Something in the slot that is no value.
     *
     * @param reason why
     * @param leased whether a live lease was seen; false as well when it was not asked for
     * @return the entry, which is absent
     */
    public static StoredEntry unreadable(Unreadable reason, boolean leased) {
        return new StoredEntry(Freshness.ABSENT, false, 0, 0, 0, NO_STAMP, NO_FIELDS, leased, reason);
    }

    /**
     * A value in the slot.
     *
     * @param freshness what the read rule says, not {@link Freshness#ABSENT}
     * @param negative whether the value is a cached absence
     * @param ageMillis milliseconds since the fill, in Redis time
     * @param freshMillis milliseconds for which the value stays fresh, in Redis time; not positive if it is not fresh
     * @param loadMillis how long the load of the value took
     * @param stamp the stamp as it stands in the hash: identifies this fill; not copied
     * @param fields the encoded value in the order of the format, with null for an absent field; not copied
     * @param leased whether a live lease was seen; false as well when it was not asked for
     * @return the entry
     */
    public static StoredEntry found(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            byte[] stamp,
            byte[] @Nullable [] fields,
            boolean leased) {
        if (freshness == Freshness.ABSENT) {
            throw new IllegalArgumentException("A found entry is not absent");
        }
        return new StoredEntry(freshness, negative, ageMillis, freshMillis, loadMillis, stamp, fields, leased, null);
    }

    /**
     * Why what is there is no value.
     *
     * @return null if nothing is there, or a value
     */
    public @Nullable Unreadable unreadable() {
        return unreadable;
    }

    /**
     * A value that part of the full entity gives in place of the slot's own. It has no stamp: whoever replaces it asks
     * for the slot as if nothing was there.
     *
     * @param freshness what the read rule says of the entity, not {@link Freshness#ABSENT}
     * @param negative whether the entity is a cached absence
     * @param ageMillis milliseconds since the fill of the entity, in Redis time
     * @param freshMillis milliseconds for which it stays fresh, in Redis time; not positive if it is not fresh
     * @param loadMillis how long the load of the entity took
     * @param fields null and then the fields of the part, with null for an absent one; empty for an absence; not copied
     * @param leased whether a live lease of the slot itself was seen; false as well when it was not asked for
     * @return the entry
     */
    public static StoredEntry ofPart(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            byte[] @Nullable [] fields,
            boolean leased) {
        return found(freshness, negative, ageMillis, freshMillis, loadMillis, NO_STAMP, fields, leased);
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
     * How long the value stays fresh, in milliseconds of Redis time.
     *
     * @return the time, not positive if the value is not fresh
     */
    public long freshMillis() {
        return freshMillis;
    }

    /**
     * How long the load of the value took, in milliseconds.
     *
     * @return the duration, 0 if absent
     */
    public long loadMillis() {
        return loadMillis;
    }

    /**
     * The stamp as it stands in the hash, which identifies one fill.
     *
     * @return the stamp, empty if there is no value or if it is part of another one
     */
    public String stamp() {
        return new String(stamp, StandardCharsets.UTF_8);
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
