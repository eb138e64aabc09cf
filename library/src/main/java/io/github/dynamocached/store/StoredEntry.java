package io.github.dynamocached.store;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a store found in a slot, judged by the read rule. It is {@link Freshness#NONE} if there is no stamp, the entry has
 * expired, it was filled before the primary started, or it has another type or schema.
 */
public final class StoredEntry {

    private static final byte[] @Nullable [] NO_FIELDS = {};
    private static final byte[] NO_STAMP = {};
    private static final StoredEntry NONE =
            new StoredEntry(Freshness.NONE, false, 0, 0, 0, 0, NO_STAMP, NO_STAMP, NO_FIELDS, false, null, null);
    private static final StoredEntry NONE_BUT_LEASED =
            new StoredEntry(Freshness.NONE, false, 0, 0, 0, 0, NO_STAMP, NO_STAMP, NO_FIELDS, true, null, null);

    private final Freshness freshness;
    private final boolean negative;
    private final long ageMillis;
    private final long freshMillis;
    private final int loadMillis;
    private final int halfUnits;
    private final byte[] stamp;
    private final byte[] source;
    private final byte[] @Nullable [] fields;
    private final boolean leased;
    private final @Nullable Unreadable unreadable;
    private final @Nullable Watch watch;

    private StoredEntry(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            int halfUnits,
            byte[] stamp,
            byte[] source,
            byte[] @Nullable [] fields,
            boolean leased,
            @Nullable Unreadable unreadable,
            @Nullable Watch watch) {
        this.freshness = freshness;
        this.negative = negative;
        this.ageMillis = ageMillis;
        this.freshMillis = freshMillis;
        this.loadMillis = (int) Math.min(loadMillis, Integer.MAX_VALUE);
        this.halfUnits = halfUnits;
        this.stamp = stamp;
        this.source = source;
        this.fields = fields;
        this.leased = leased;
        this.unreadable = unreadable;
        this.watch = watch;
    }

    /**
     * No value in the slot.
     *
     * @param leased whether there is a live lease; false if that was not asked
     * @return the entry
     */
    public static StoredEntry none(boolean leased) {
        return leased ? NONE_BUT_LEASED : NONE;
    }

    /**
     * Something in the slot that cannot be used as a value.
     *
     * @param reason why it cannot
     * @param leased whether there is a live lease; false if that was not asked
     * @return the entry
     */
    public static StoredEntry unreadable(Unreadable reason, boolean leased) {
        return new StoredEntry(Freshness.NONE, false, 0, 0, 0, 0, NO_STAMP, NO_STAMP, NO_FIELDS, leased, reason, null);
    }

    /**
     * A value in the slot.
     *
     * @param freshness the judgement of the read rule, not {@link Freshness#NONE}
     * @param negative whether the value is a cached null result
     * @param ageMillis milliseconds since the fill, by the clock of Redis
     * @param freshMillis milliseconds until the value is stale, by the clock of Redis; 0 or less if it is
     * @param loadMillis how long the load of the value took
     * @param stamp the stamp in the hash, which identifies this fill; not copied
     * @param fields the encoded value in the order of the format, null for a missing field; not copied
     * @param leased whether there is a live lease; false if that was not asked
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
        return found(freshness, negative, ageMillis, freshMillis, loadMillis, 0, stamp, fields, leased);
    }

    /**
     * A value in the slot whose load has a known cost.
     *
     * @param freshness the judgement of the read rule, not {@link Freshness#NONE}
     * @param negative whether the value is a cached null result
     * @param ageMillis milliseconds since the fill, by the clock of Redis
     * @param freshMillis milliseconds until the value is stale, by the clock of Redis; 0 or less if it is
     * @param loadMillis how long the load of the value took
     * @param halfUnits what the load of the value has cost, in halves of a read capacity unit; 0 if that is not known
     * @param stamp the stamp in the hash, which identifies this fill; not copied
     * @param fields the encoded value in the order of the format, null for a missing field; not copied
     * @param leased whether there is a live lease; false if that was not asked
     * @return the entry
     */
    public static StoredEntry found(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            int halfUnits,
            byte[] stamp,
            byte[] @Nullable [] fields,
            boolean leased) {
        if (freshness == Freshness.NONE) {
            throw new IllegalArgumentException("A found entry is not absent");
        }
        return new StoredEntry(
                freshness,
                negative,
                ageMillis,
                freshMillis,
                loadMillis,
                halfUnits,
                stamp,
                stamp,
                fields,
                leased,
                null,
                null);
    }

    /** {@return why what is stored cannot be used, null if there is a value or nothing} */
    public @Nullable Unreadable unreadable() {
        return unreadable;
    }

    /**
     * A value made of some fields of the full entity, which stands for the slot's own value. It has no stamp, so a caller
     * that replaces it asks for the slot as if it was empty.
     *
     * @param freshness the judgement of the read rule on the entity, not {@link Freshness#NONE}
     * @param negative whether the entity is a cached null result
     * @param ageMillis milliseconds since the fill of the entity, by the clock of Redis
     * @param freshMillis milliseconds until the entity is stale, by the clock of Redis; 0 or less if it is
     * @param loadMillis how long the load of the entity took
     * @param halfUnits what the load of the entity has cost, in halves of a read capacity unit; 0 if that is not known
     * @param source the stamp of the entity, which identifies its fill; not copied
     * @param fields null, then those fields of the entity, null for a missing one; empty for a null result; not copied
     * @param leased whether there is a live lease of the slot itself; false if that was not asked
     * @return the entry
     */
    public static StoredEntry ofProjection(
            Freshness freshness,
            boolean negative,
            long ageMillis,
            long freshMillis,
            long loadMillis,
            int halfUnits,
            byte[] source,
            byte[] @Nullable [] fields,
            boolean leased) {
        if (freshness == Freshness.NONE) {
            throw new IllegalArgumentException("A found entry is not absent");
        }
        return new StoredEntry(
                freshness,
                negative,
                ageMillis,
                freshMillis,
                loadMillis,
                halfUnits,
                NO_STAMP,
                source,
                fields,
                leased,
                null,
                null);
    }

    /**
     * The same entry, read from a process that is watched.
     *
     * @param by the open watch over exactly the process that has answered, null for none
     * @return an entry that names the watch if it holds a value
     */
    public StoredEntry watched(@Nullable Watch by) {
        return by == null || freshness == Freshness.NONE
                ? this
                : new StoredEntry(
                        freshness,
                        negative,
                        ageMillis,
                        freshMillis,
                        loadMillis,
                        halfUnits,
                        stamp,
                        source,
                        fields,
                        leased,
                        unreadable,
                        by);
    }

    /** {@return the watch over the process that the entry was read from, null if there is none} */
    public @Nullable Watch watch() {
        return watch;
    }

    /** {@return the judgement of the read rule} */
    public Freshness freshness() {
        return freshness;
    }

    /** {@return whether the value is a cached null result, which has no fields} */
    public boolean isNegative() {
        return negative;
    }

    /** {@return milliseconds since the fill, by the clock of Redis; 0 without a value} */
    public long ageMillis() {
        return ageMillis;
    }

    /** {@return milliseconds until the value is stale, by the clock of Redis; 0 or less if it is} */
    public long freshMillis() {
        return freshMillis;
    }

    /** {@return how many milliseconds the load of the value took, 0 without a value} */
    public long loadMillis() {
        return loadMillis;
    }

    /** {@return what the load of the value has cost, in halves of a read capacity unit; 0 if that is not known} */
    public int halfUnits() {
        return halfUnits;
    }

    /** {@return the stamp in the hash, which identifies one fill; empty if the slot itself has no value} */
    public String stamp() {
        return new String(stamp, StandardCharsets.UTF_8);
    }

    /** {@return the bytes of each field of the format, null for a missing field; not copied} */
    public byte[] @Nullable [] fields() {
        return fields;
    }

    /** {@return whether there is a live lease; false if that was not asked} */
    public boolean isLeased() {
        return leased;
    }

    /**
     * Whether this is the value of the same fill, in the same place, with the same contents.
     *
     * @param other what was found at another time
     * @return false for no value
     */
    public boolean isOfSameFill(StoredEntry other) {
        return source.length > 0
                && Arrays.equals(source, other.source)
                && Arrays.deepEquals(fields, other.fields)
                && negative == other.negative;
    }

    @Override
    public String toString() {
        return freshness + (negative ? " absence" : "") + " of "
                + Arrays.stream(fields).filter(f -> f != null).count() + " fields" + (leased ? ", leased" : "");
    }
}
