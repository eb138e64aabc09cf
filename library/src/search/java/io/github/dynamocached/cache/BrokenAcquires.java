package io.github.dynamocached.cache;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;

/** Scripts whose acquire leaves out one rule. */
abstract class BrokenAcquires extends BrokenScripts {

    private BrokenAcquires(EntryStore intact, InMemoryServer server) {
        super(intact, server);
    }

    /** A repeated acquire gives a new token. */
    static BrokenVariant newTokenWhenRepeated() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                if (lease().startsWith(request.nonce() + ":")) {
                    dropLease();
                }
                return super.acquire(slot, format, request);
            }
        });
    }

    /** Who lost the lock and sees no lease loads at once. */
    static BrokenVariant noneForTheLoser() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                var holders = server().fields(InMemoryLoadLock.nameOf(slot)).keySet();
                return holders.isEmpty() || holders.contains(SearchLock.ownerOf(request.nonce()))
                        ? super.acquire(slot, format, request)
                        : answer(new Acquisition.Bypass(0, false));
            }
        });
    }

    /** Only a lease makes its load consistent; in an eventual cache this is a strict one whose other loads are not. */
    static BrokenVariant consistentUnderLeaseOnly() {
        return holdOff((scripts, acquisition) -> acquisition instanceof Acquisition.Leased);
    }

    /** Only an eviction that the server remembers asks for consistent reads. */
    static BrokenVariant holdOffLostByRestart() {
        return holdOff((scripts, acquisition) -> scripts.isHoldOffAlive());
    }

    /** A load that follows no lease has not heard of any eviction. */
    static BrokenVariant holdOffForgottenWithoutLease() {
        return holdOff((scripts, acquisition) -> acquisition instanceof Acquisition.Leased leased && leased.holdOff());
    }

    private interface HoldOff {
        boolean of(BrokenScripts scripts, Acquisition said);
    }

    private static BrokenVariant holdOff(HoldOff holdOff) {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                return super.acquire(slot, format, request).thenApply(said -> with(holdOff.of(this, said), said));
            }
        });
    }

    private static Acquisition with(boolean holdOff, Acquisition said) {
        if (said instanceof Acquisition.Leased leased) {
            return new Acquisition.Leased(leased.token(), holdOff);
        }
        if (said instanceof Acquisition.Wait wait) {
            return new Acquisition.Wait(wait.leftMillis(), holdOff);
        }
        return said instanceof Acquisition.Bypass bypass ? new Acquisition.Bypass(bypass.leftMillis(), holdOff) : said;
    }

    /** An entry that came back with a snapshot is a hit. */
    static BrokenVariant hitFromSnapshot() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                return withoutStart(() -> super.read(slot, format, false))
                        .thenCompose(found -> found.freshness() == Freshness.FRESH
                                ? answer(new Acquisition.Hit(found))
                                : super.acquire(slot, format, request));
            }
        });
    }

    /** A lease takes the time to live from its key. */
    static BrokenVariant withoutTimeToLive() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                return super.acquire(slot, format, request).whenComplete((answer, failure) -> loseTimeToLive());
            }
        });
    }

    /** A refresh takes whatever is there for the value that it saw. */
    static BrokenVariant refreshOfAnything() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenAcquires(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                return super.read(slot, format, false)
                        .thenCompose(found -> super.acquire(
                                slot,
                                format,
                                request.isRefresh()
                                        ? new AcquireRequest(
                                                found.stamp(),
                                                request.nonce(),
                                                request.lease(),
                                                request.holdOff(),
                                                request.fence())
                                        : request));
            }
        });
    }
}
