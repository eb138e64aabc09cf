package io.github.dynamocached.cache;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A lookup that finds what another call on its node has kept for the case that the load fails. */
final class BrokenReads extends BrokenScripts {

    private @Nullable StoredEntry kept;

    private BrokenReads(EntryStore intact, InMemoryServer server) {
        super(intact, server);
    }

    static BrokenVariant keptByAnotherCall() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenReads(intact, server));
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return super.read(slot, format, lease).thenApply(this::orKept);
    }

    private StoredEntry orKept(StoredEntry found) {
        if (found.freshness() == Freshness.EXPIRED) {
            kept = found;
        }
        StoredEntry old = kept;
        return old == null || found.freshness() != Freshness.NONE ? found : old;
    }
}
