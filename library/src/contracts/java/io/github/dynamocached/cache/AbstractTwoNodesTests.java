package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes on one server, and a slot of which nobody has heard. */
public abstract class AbstractTwoNodesTests {

    final Slot slot = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    Node node;
    Node other;

    /** The store under test. */
    protected abstract EntryStoreFixture fixture();

    /** The lock under test. */
    protected abstract LoadLock lock();

    @BeforeEach
    void startNodes() {
        node = new Node(fixture().store(), lock());
        other = new Node(fixture().store(), lock());
    }

    /** Nobody waits for the end of a lease, so it may still be under way when a call has returned. */
    final void awaitNothingInSlot() {
        Awaitility.await().until(() -> fixture().fields(slot.key()).isEmpty());
    }

    @AfterEach
    void stopNodes() {
        node.close();
        other.close();
    }
}
