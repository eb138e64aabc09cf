package io.github.dynamocached.redis;

import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a read that a replica answers. If that fails the primary is asked, once. Both share the time that
 * the caller of this reply gives them.
 */
final class ReplicaFirstReply extends ReadReply {

    private final ReadReply ofReplica;
    private final KeyCommands primaries;
    private final StoreListener listener;
    private volatile long spentOnReplica = -1;

    /**
     * A reply to what has not been sent.
     *
     * @param ofReplica the reply of the replica, which may be sent
     * @param primaries reads the primary
     * @param listener is notified of what came of it
     */
    ReplicaFirstReply(
            FormatLayout layout,
            String key,
            String variant,
            ReadReply ofReplica,
            KeyCommands primaries,
            StoreListener listener) {
        super(layout, key, variant, false);
        this.ofReplica = ofReplica;
        this.primaries = primaries;
        this.listener = listener;
    }

    @Override
    void send() {
        dependsOn(ofReplica);
        CompletableFuture<StoredEntry> unused = ofReplica.whenComplete(this::answered);
        try {
            ofReplica.send();
        } catch (RuntimeException refused) {
            ofReplica.refused(refused);
        }
    }

    private void answered(@Nullable StoredEntry entry, @Nullable Throwable failure) {
        if (isDone()) {
            return;
        }
        if (failure == null) {
            listener.onReplicaRead(ReplicaReadResult.ANSWERED);
            complete(entry);
            return;
        }
        spentOnReplica = ofReplica.serverNanos();
        listener.onReplicaRead(ReplicaReadResult.RETRIED);
        if (primaries.admits(this)) {
            sendToPrimary();
        }
    }

    private void sendToPrimary() {
        try {
            super.send();
        } catch (RuntimeException refused) {
            refused(refused);
        }
    }

    /** The time of the replica until it has failed, and then that of the primary too. */
    @Override
    public long serverNanos() {
        long before = spentOnReplica;
        return before < 0 ? ofReplica.serverNanos() : before + super.serverNanos();
    }
}
