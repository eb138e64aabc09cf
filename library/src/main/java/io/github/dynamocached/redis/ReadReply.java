package io.github.dynamocached.redis;

import io.github.dynamocached.cache.Freshness;
import io.github.dynamocached.cache.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** The reply to the {@code HMGET} of a slot, judged by the read rule. */
final class ReadReply extends Reply<StoredEntry> {

    private final FormatLayout layout;
    private final boolean lease;

    ReadReply(FormatLayout layout, boolean lease) {
        super("HMGET");
        this.layout = layout;
        this.lease = lease;
    }

    /**
     * Of the times that the server's clock may show now, the latest counts: in doubt a value is not fresh, and a lease is
     * not alive.
     */
    @Override
    StoredEntry answer(@Nullable Object answer) {
        if (answer == null) {
            throw new IllegalStateException();
        }
        Judged judged = (Judged) answer;
        PrimaryView view = judged.view(command());
        List<?> found = judged.words();
        long now = view.clock().latestMillisAt(System.nanoTime());
        boolean leased = lease && Lease.isAlive(bytes(found, 1 + layout.size()), now);
        Stamp stamp = Stamp.parse(bytes(found, 0), layout.type(), layout.schema());
        Freshness freshness = stamp == null ? Freshness.ABSENT : stamp.freshness(now, view.startMillis());
        return stamp == null || freshness == Freshness.ABSENT || isSpoilt(stamp, found)
                ? StoredEntry.absent(leased)
                : stamp.entry(freshness, now, fields(found, 1, stamp.isNegative() ? 0 : layout.size()), leased);
    }

    /** An absence has no fields. */
    private boolean isSpoilt(Stamp stamp, List<?> found) {
        boolean spoilt = false;
        for (int i = 1; stamp.isNegative() && !spoilt && i <= layout.size(); i++) {
            spoilt = bytes(found, i) != null;
        }
        return spoilt;
    }

    @Override
    void failed(Throwable failure) {
        if (failure instanceof RedisException
                && String.valueOf(failure.getMessage()).startsWith("WRONGTYPE")) {
            complete(StoredEntry.absent(false));
        } else {
            super.failed(failure);
        }
    }

    static byte[] @Nullable [] fields(List<?> found, int from, int count) {
        byte[] @Nullable [] fields = new byte[count][];
        for (int i = 0; i < count; i++) {
            fields[i] = bytes(found, from + i);
        }
        return fields;
    }

    static byte @Nullable [] bytes(List<?> found, int index) {
        return (byte[]) found.get(index);
    }
}
