package io.github.dynamocached.layout;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of a value: {@code 3 <filled> <fresh for> <stale for> <error for> <format> <cost> <load ms><+ or ->}. The first
 * time is in milliseconds of the server's clock, the three lengths follow one another, the cost is what the load has read in
 * halves of a capacity unit, and {@code -} marks a cached absence. The scripts write and read the same text.
 */
public final class Stamp {

    private static final byte[] VERSION = {'3'};
    private static final int FORMAT = 5;

    private final byte[] text;
    private final long filled;
    private final long freshUntil;
    private final long staleUntil;
    private final long hardExpiry;
    private int halfUnits;
    private int loadMillis;

    private Stamp(byte[] text, FieldText times) {
        this.text = text;
        this.filled = times.nextNumber();
        long freshFor = times.nextNumber();
        long staleFor = times.nextNumber();
        long errorFor = times.nextNumber();
        this.freshUntil = filled + freshFor;
        this.staleUntil = freshUntil + staleFor;
        this.hardExpiry = (filled | freshFor | staleFor | errorFor) < 0 ? FieldText.NO_NUMBER : staleUntil + errorFor;
    }

    /**
     * The stamp in a field, null if it has none, or one of another format.
     *
     * @param field the bytes of the field, null if there is none
     * @param format the expected format, null for any
     * @return the stamp, or null
     */
    public static @Nullable Stamp parse(byte @Nullable [] field, byte @Nullable [] format) {
        if (field == null) {
            return null;
        }
        FieldText words = new FieldText(field);
        Stamp stamp = begun(field, words);
        boolean isStamp = stamp != null
                && words.nextIs(format)
                && (stamp.halfUnits = whole(words.nextNumber())) >= 0
                && (stamp.loadMillis = whole(words.lastNumber())) >= 0
                && (stamp.isNegative() || field[field.length - 1] == '+');
        return isStamp ? stamp : null;
    }

    private static int whole(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /**
     * Why a field holds no stamp of a format: it holds none at all, or one of another format.
     *
     * @param field the bytes of the field
     * @param format the expected format
     * @return the reason
     */
    public static Unreadable problemOf(byte[] field, byte[] format) {
        FieldText words = new FieldText(field);
        boolean isOfAnother = begun(field, words) != null && !words.isAtEnd() && !words.nextIs(format);
        return isOfAnother ? Unreadable.SCHEMA : Unreadable.FORMAT;
    }

    /** A stamp whose version and times have been read, null if the field does not begin with them. */
    private static @Nullable Stamp begun(byte[] field, FieldText words) {
        Stamp stamp = words.nextIs(VERSION) ? new Stamp(field, words) : null;
        return stamp != null && stamp.hardExpiry >= 0 ? stamp : null;
    }

    /**
     * Whether the value is a cached absence.
     *
     * @return true for an absence
     */
    public boolean isNegative() {
        return text[text.length - 1] == '-';
    }

    /**
     * The read rule: how fresh the value is at a time, for a primary that started at another.
     *
     * @param now milliseconds of the server's clock
     * @param primaryStart when the primary began to serve, by the same clock
     * @return how fresh the value is
     */
    public Freshness freshness(long now, long primaryStart) {
        if (now >= hardExpiry || filled < primaryStart) {
            return Freshness.NONE;
        }
        return now < freshUntil ? Freshness.FRESH : now < staleUntil ? Freshness.STALE : Freshness.EXPIRED;
    }

    /**
     * Whether its value was stored after another one.
     *
     * @param other the stamp of the other value
     * @return true if this one was filled later
     */
    public boolean isYoungerThan(Stamp other) {
        return filled > other.filled;
    }

    /**
     * An entry of another slot whose value was made of the attributes that belong to this stamp.
     *
     * @param freshness how fresh the value is
     * @param now milliseconds of the server's clock
     * @param fields the fields of the value
     * @param leased whether somebody has the lease of the slot
     * @return the entry
     */
    public StoredEntry projection(Freshness freshness, long now, byte[] @Nullable [] fields, boolean leased) {
        long age = Math.max(0, now - filled);
        return StoredEntry.ofProjection(
                freshness, isNegative(), age, freshUntil - now, loadMillis, halfUnits, text, fields, leased);
    }

    /**
     * An entry with the value that this stamp belongs to.
     *
     * @param freshness how fresh the value is
     * @param now milliseconds of the server's clock
     * @param fields the fields of the value
     * @param leased whether somebody has the lease of the slot
     * @return the entry
     */
    public StoredEntry entry(Freshness freshness, long now, byte[] @Nullable [] fields, boolean leased) {
        long age = Math.max(0, now - filled);
        return StoredEntry.found(
                freshness, isNegative(), age, freshUntil - now, loadMillis, halfUnits, text, fields, leased);
    }

    /**
     * The state of the variant that this stamp belongs to, for somebody who looks at its key.
     *
     * @param variant the variant
     * @param now milliseconds of the server's clock
     * @param primaryStart when the primary began to serve, by the same clock
     * @param bytes what the fields of the value take
     * @param leased whether somebody has the lease of the slot
     * @return the state
     */
    public VariantState state(String variant, long now, long primaryStart, long bytes, boolean leased) {
        Freshness freshness = freshness(now, primaryStart);
        boolean isSpoilt = isNegative() && bytes > 0;
        if (freshness == Freshness.NONE || isSpoilt) {
            return VariantState.none(variant, bytes, leased);
        }
        return new VariantState(
                variant,
                freshness,
                isNegative(),
                FieldText.word(text, FORMAT),
                left(filled, now),
                left(now, freshUntil),
                left(now, staleUntil),
                Duration.ofMillis(loadMillis),
                bytes,
                leased);
    }

    private static Duration left(long from, long until) {
        return Duration.ofMillis(Math.max(0, until - from));
    }
}
