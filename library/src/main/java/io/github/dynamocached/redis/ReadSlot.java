package io.github.dynamocached.redis;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.layout.Stamp;
import io.github.dynamocached.store.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a read found in a slot.
 *
 * @param stamp its stamp
 * @param freshness what the read rule says of it, not {@link Freshness#NONE}
 * @param words all that was read
 * @param first where its fields begin in it
 * @param size how many fields it has
 */
record ReadSlot(Stamp stamp, Freshness freshness, List<?> words, int first, int size) {

    /**
     * The value of a slot, null if it has none.
     *
     * @param words all that was read
     * @param position where the stamp of the slot is in it, before the fields
     * @param start when the primary started
     */
    static @Nullable ReadSlot of(FormatLayout layout, List<?> words, int position, long now, long start) {
        Stamp stamp = Stamp.parse(ReadReply.bytes(words, position), layout.id());
        Freshness freshness = stamp == null ? Freshness.NONE : stamp.freshness(now, start);
        if (stamp == null || freshness == Freshness.NONE) {
            return null;
        }
        ReadSlot slot = new ReadSlot(stamp, freshness, words, position + 1, layout.size());
        return slot.isSpoilt() ? null : slot;
    }

    /** What keeps a slot without a value from having one, null if nothing is there or its time is over. */
    static @Nullable Unreadable problemOf(FormatLayout layout, List<?> words, int position, long now, long start) {
        byte[] field = ReadReply.bytes(words, position);
        if (field == null) {
            return null;
        }
        Stamp stamp = Stamp.parse(field, layout.id());
        if (stamp == null) {
            return Stamp.problemOf(field, layout.id());
        }
        return stamp.freshness(now, start) == Freshness.NONE ? null : Unreadable.VALUE;
    }

    /** An absence has no fields. */
    private boolean isSpoilt() {
        boolean spoilt = false;
        for (int i = first; stamp.isNegative() && !spoilt && i < first + size; i++) {
            spoilt = ReadReply.bytes(words, i) != null;
        }
        return spoilt;
    }

    /** Fresh goes before stale, and what was stored later before what was stored earlier. */
    boolean isBetterThan(ReadSlot other) {
        int order = freshness.compareTo(other.freshness);
        return order < 0 || (order == 0 && stamp.isYoungerThan(other.stamp));
    }

    /** The value as that of the slot that was asked for. */
    StoredEntry entry(long now, boolean leased) {
        byte[] @Nullable [] fields = ReadReply.fields(words, first, stamp.isNegative() ? 0 : size);
        return stamp.entry(freshness, now, fields, leased);
    }

    /** The fields of the entity, in place of the value of the slot that was asked for. */
    StoredEntry asProjection(long now, boolean leased) {
        byte[] @Nullable [] fields = new byte[stamp.isNegative() ? 0 : 1 + size][];
        for (int i = 1; i < fields.length; i++) {
            fields[i] = ReadReply.bytes(words, first + i - 1);
        }
        return stamp.projection(freshness, now, fields, leased);
    }
}
