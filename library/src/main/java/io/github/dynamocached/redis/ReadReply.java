package io.github.dynamocached.redis;

import io.github.dynamocached.Unreadable;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.layout.Lease;
import io.github.dynamocached.layout.ReadNames;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.tracking.Trackings;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.codec.ByteArrayCodec;

/** The reply to the {@code HMGET} of a slot, judged by the read rule. */
class ReadReply extends Reply<StoredEntry> {

    static final String COMMAND = "HMGET";

    private final FormatLayout layout;
    private final String key;
    private final String variant;
    private final boolean lease;
    private final ReadNames names;
    private @Nullable ConnectedClient client;
    private @Nullable ReadChannel channel;
    private @Nullable Trackings trackings;
    private @Nullable ReadReply next;

    /**
     * A read that has not been sent.
     *
     * @param key the name of the hash
     */
    ReadReply(FormatLayout layout, String key, String variant, boolean lease) {
        super(COMMAND);
        this.layout = layout;
        this.key = key;
        this.variant = variant;
        this.lease = lease;
        this.names = layout.readNames(variant, lease);
    }

    String key() {
        return key;
    }

    /** How many fields it asks for. */
    int fields() {
        return names.count();
    }

    /** Its arguments, if it is sent as an ordinary command. */
    Object[] arguments() {
        return layout.readArguments(key, variant, lease);
    }

    /**
     * Says where it is to be sent.
     *
     * @param to the client that follows redirections, null if those count as failures
     * @param over one of its connections, null if it has none that is ready
     * @param watches know the watch over the process that answers, null if nothing is kept of the answer
     */
    void route(@Nullable ConnectedClient to, @Nullable ReadChannel over, @Nullable Trackings watches) {
        trackings = watches;
        client = to;
        channel = over;
    }

    /** Sends it, over the connection if there is one, otherwise as an ordinary command. */
    void send() {
        ReadChannel over = channel;
        if (over == null) {
            sendAsCommand();
        } else {
            over.send(this);
        }
    }

    private void sendAsCommand() {
        CompletableFuture<Object> sent = required(client)
                .commands()
                .writeAsync(key, ByteArrayCodec.INSTANCE, Commands.HMGET, arguments())
                .toCompletableFuture();
        RedisConnection.follow(sent, this);
    }

    /** Handles an answer other than a list of texts: an ordinary command follows the redirections of a cluster. */
    private void answeredOrRedirected(@Nullable Object answer, @Nullable Throwable failure) {
        if (client == null || !(failure instanceof RedisRedirectException)) {
            accept(answer, failure);
            return;
        }
        try {
            sendAsCommand();
        } catch (RuntimeException refused) {
            refused(refused);
        }
    }

    /** Whether another read asks for the same fields of the same hash. */
    boolean isLike(ReadReply other) {
        return names == other.names && key.equals(other.key);
    }

    /** Lets another read have its answer too. It was written for both: neither of them had been sent. */
    void share(ReadReply other) {
        other.written();
        other.next = next;
        next = other;
    }

    /** Whether anybody waits for its answer, itself or one that shares it. */
    boolean isAwaited() {
        ReadReply read = this;
        while (read != null && read.isDone()) {
            read = read.next;
        }
        return read != null;
    }

    /** Gives the answer to all that share it. */
    void acceptForAll(@Nullable Object answer, @Nullable Throwable failure) {
        for (ReadReply read = this; read != null; read = read.next) {
            if (!read.isDone()) {
                read.accept(answer, failure);
            }
        }
    }

    /** The same for an answer other than a list of texts. */
    void answeredOrRedirectedForAll(@Nullable Object answer, @Nullable Throwable failure) {
        for (ReadReply read = this; read != null; read = read.next) {
            if (!read.isDone()) {
                read.answeredOrRedirected(answer, failure);
            }
        }
    }

    /** Puts it into a chain of reads that wait, of which the last one is known. */
    void waitBehind(@Nullable ReadReply last) {
        next = last;
    }

    /** The first read of a chain whose last one is known, with the others behind it. */
    static @Nullable ReadReply inOrder(@Nullable ReadReply last) {
        ReadReply first = null;
        for (ReadReply read = last; read != null; ) {
            ReadReply before = read.next;
            read.next = first;
            first = read;
            read = before;
        }
        return first;
    }

    /** The next read of its chain. */
    @Nullable
    ReadReply next() {
        return next;
    }

    /** Takes it out of its chain, and returns the next one. */
    @Nullable
    ReadReply unchained() {
        ReadReply following = next;
        next = null;
        return following;
    }

    /** At least the number of bytes that {@link #write} writes. */
    int size(byte[] command) {
        return names.size(command, key);
    }

    /** Writes it as Redis reads it. */
    void write(byte[] command, ByteBuf out) {
        names.write(command, key, out);
        written();
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
            return watched(entity.asProjection(now, leased), view);
        }
        return own == null ? missing(found, now, view, leased) : watched(own.entry(now, leased), view);
    }

    private StoredEntry watched(StoredEntry entry, PrimaryView by) {
        return trackings == null ? entry : entry.watched(trackings.of(by.run()));
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
