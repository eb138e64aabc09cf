package io.github.dynamocached.redis;

import io.github.dynamocached.Unreadable;
import io.github.dynamocached.store.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** The reply to the {@code HMGET} of a slot, judged by the read rule. */
final class ReadReply extends Reply<StoredEntry> {

    static final String COMMAND = "HMGET";

    private final FormatLayout layout;
    private final boolean lease;

    ReadReply(FormatLayout layout, boolean lease) {
        super(COMMAND);
        this.layout = layout;
        this.lease = lease;
    }

    @Override
    CommandKind kind() {
        return CommandKind.READ;
    }

    /**
     * Of the times that the server's clock may show now, the latest counts: in doubt a value is not fresh, and a lease is
     * not alive.
     */
    @Override
    StoredEntry answer(@Nullable Object answer) {
        Judged judged = (Judged) required(answer);
        PrimaryView view = judged.view(command());
        List<?> found = judged.words();
        long now = view.clock().latestMillisAt(System.nanoTime());
        boolean leased = lease && Lease.isAlive(bytes(found, found.size() - 1), now);
        ReadSlot own = ReadSlot.of(layout, found, 0, now, view.startMillis());
        FormatLayout projection = layout.projection();
        ReadSlot entity =
                projection == null ? null : ReadSlot.of(projection, found, 1 + layout.size(), now, view.startMillis());
        if (entity != null && (own == null || entity.isBetterThan(own))) {
            return entity.asProjection(now, leased);
        }
        return own == null ? missing(found, now, view, leased) : own.entry(now, leased);
    }

    /** No value: nothing is there, or its time is over, or it cannot be understood. */
    private StoredEntry missing(List<?> found, long now, PrimaryView view, boolean leased) {
        Unreadable problem = ReadSlot.problemOf(layout, found, 0, now, view.startMillis());
        return problem == null ? StoredEntry.none(leased) : StoredEntry.unreadable(problem, leased);
    }

    @Override
    void failed(Throwable failure) {
        if (failure instanceof RedisException
                && String.valueOf(failure.getMessage()).startsWith("WRONGTYPE")) {
            complete(StoredEntry.unreadable(Unreadable.TYPE, false));
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
