package io.github.dynamocached.redis;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of a value: {@code 1 <filled> <fresh until> <stale until> <hard expiry> <type> <schema> <load ms> <+ or ->},
 * times in milliseconds of the server's clock, {@code -} for an absence. The scripts write and read the same text.
 */
final class Stamp {

    private static final byte[] VERSION = {'1'};
    private static final byte[] VALUE = {'+'};
    private static final byte[] ABSENCE = {'-'};

    private final byte[] text;
    private final long filled;
    private final long freshUntil;
    private final long staleUntil;
    private final long hardExpiry;
    private long loadMillis;

    private Stamp(byte[] text, FieldText times) {
        this.text = text;
        this.filled = times.nextNumber();
        this.freshUntil = times.nextNumber();
        this.staleUntil = times.nextNumber();
        this.hardExpiry = times.nextNumber();
    }

    /** The stamp in a field, null if there is none, or one of another type or schema. */
    static @Nullable Stamp parse(byte @Nullable [] field, byte[] type, byte[] schema) {
        if (field == null) {
            return null;
        }
        FieldText words = new FieldText(field);
        if (!words.nextIs(VERSION)) {
            return null;
        }
        Stamp stamp = new Stamp(field, words);
        boolean isStamp = (stamp.filled | stamp.freshUntil | stamp.staleUntil | stamp.hardExpiry) >= 0
                && words.nextIs(type)
                && words.nextIs(schema)
                && (stamp.loadMillis = words.nextNumber()) >= 0
                && words.nextIs(stamp.isNegative() ? ABSENCE : VALUE)
                && words.isAtEnd();
        return isStamp ? stamp : null;
    }

    /** Why a field is no stamp of the type and schema that were asked for: it is none at all, or of others. */
    static Unreadable problemOf(byte[] field, byte[] type, byte[] schema) {
        FieldText words = new FieldText(field);
        if (!words.nextIs(VERSION)) {
            return Unreadable.FORMAT;
        }
        Stamp stamp = new Stamp(field, words);
        boolean hasTimes = (stamp.filled | stamp.freshUntil | stamp.staleUntil | stamp.hardExpiry) >= 0;
        boolean isOfAnother = hasTimes && !words.isAtEnd() && !(words.nextIs(type) && words.nextIs(schema));
        return isOfAnother ? Unreadable.SCHEMA : Unreadable.FORMAT;
    }

    /** Whether the value is an absence. */
    boolean isNegative() {
        return text[text.length - 1] == '-';
    }

    /** What the read rule says at a time, for a primary that started at another. */
    Freshness freshness(long now, long primaryStart) {
        if (now >= hardExpiry || filled < primaryStart) {
            return Freshness.ABSENT;
        }
        return now < freshUntil ? Freshness.FRESH : now < staleUntil ? Freshness.STALE : Freshness.EXPIRED;
    }

    /** Whether its value was stored after another one. */
    boolean isYoungerThan(Stamp other) {
        return filled > other.filled;
    }

    /** An entry of another slot, which the value that this stamp belongs to stands for. */
    StoredEntry part(Freshness freshness, long now, byte[] @Nullable [] fields, boolean leased) {
        long age = Math.max(0, now - filled);
        return StoredEntry.ofPart(freshness, isNegative(), age, freshUntil - now, loadMillis, fields, leased);
    }

    /** An entry with the value that this stamp belongs to. */
    StoredEntry entry(Freshness freshness, long now, byte[] @Nullable [] fields, boolean leased) {
        long age = Math.max(0, now - filled);
        return StoredEntry.found(freshness, isNegative(), age, freshUntil - now, loadMillis, text, fields, leased);
    }
}
