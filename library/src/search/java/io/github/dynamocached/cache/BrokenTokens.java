package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Scripts that give other tokens than those that the server makes for each load. */
final class BrokenTokens extends BrokenScripts {

    private final BiFunction<InMemoryServer, AcquireRequest, String> tokens;

    private BrokenTokens(
            EntryStore intact, InMemoryServer server, BiFunction<InMemoryServer, AcquireRequest, String> tokens) {
        super(intact, server);
        this.tokens = tokens;
    }

    /** All loads of a client have one token. The nodes of the search are two methods of one client here. */
    static BrokenVariant perClient() {
        return BrokenVariant.scripts((intact, server, node) ->
                new BrokenTokens(intact, server, (clock, request) -> "client:" + clock.now() * 1000));
    }

    /** The load makes its token itself. */
    static BrokenVariant madeByClient() {
        return BrokenVariant.scripts((intact, server, node) ->
                new BrokenTokens(intact, server, (clock, request) -> request.nonce() + ":" + clock.now() * 1000));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return super.acquire(slot, format, request).thenApply(acquisition -> renamed(acquisition, request));
    }

    private Acquisition renamed(Acquisition acquisition, AcquireRequest request) {
        if (!(acquisition instanceof Acquisition.Leased leased)) {
            return acquisition;
        }
        String token = tokens.apply(server(), request);
        plant(token);
        return new Acquisition.Leased(token, leased.holdOff());
    }
}
