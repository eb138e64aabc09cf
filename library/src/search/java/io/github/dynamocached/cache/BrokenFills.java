package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Scripts that decide in another way than by the token whether a fill is accepted. */
final class BrokenFills extends BrokenScripts {

    private final BiPredicate<BrokenScripts, Fill> accepted;

    private BrokenFills(EntryStore intact, InMemoryServer server, BiPredicate<BrokenScripts, Fill> accepted) {
        super(intact, server);
        this.accepted = accepted;
    }

    /** Any fill is accepted. */
    static BrokenVariant always() {
        return when((scripts, fill) -> true);
    }

    /** A fill is accepted while its load holds the lock. */
    static BrokenVariant underLock() {
        return when((scripts, fill) -> scripts.server()
                .fields(InMemoryLoadLock.nameOf(SearchScenario.SLOT))
                .containsKey(SearchLock.ownerOf(
                        fill.token().substring(0, fill.token().indexOf(':')))));
    }

    /** A fill is accepted unless the key was evicted just now. */
    static BrokenVariant withoutTombstone() {
        return when((scripts, fill) -> !scripts.isHoldOffAlive());
    }

    private static BrokenVariant when(BiPredicate<BrokenScripts, Fill> accepted) {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenFills(intact, server, accepted));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        if (!accepted.test(this, fill)) {
            return answer(FillResult.REJECTED);
        }
        plant(fill.token());
        return super.fill(slot, format, fill, fields);
    }
}
