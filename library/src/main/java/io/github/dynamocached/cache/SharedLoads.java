package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.load.Unfinished;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads without a lease, which calls of one slot and method share: else each call would load just when the server is away, or
 * while a value may not be stored.
 *
 * <p>A load runs on the thread and in the context of the call that leads it. That call keeps its object. Every other one gets
 * an instance of its own, decoded from what the object was encoded to.
 *
 * <p>A call within a load neither waits for a load that has not begun, nor for a place: the call that leads it may itself wait
 * for this one. It may take a load that began after it, so no ring can close.
 */
final class SharedLoads {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    private final CacheCore cache;
    private final Ports ports;
    private final ConcurrentMap<Flights.Key, SlotLoads> underWay = new ConcurrentHashMap<>();

    SharedLoads(CacheCore cache) {
        this.cache = cache;
        this.ports = cache.ports();
    }

    private long now() {
        return ports.timing().nanos();
    }

    /** Loads on this thread, or takes a load and waits for it: what a call costs while the server is away. */
    Outcome here(ReadOperation operation, Slot slot, BlockingLoader loader, boolean poisoned, long began)
            throws Throwable {
        if (ports.limit().isOff()) {
            Flights.Key key = new Flights.Key(slot, operation);
            SharedLoad mine = new SharedLoad(poisoned);
            SlotLoads loads = SlotLoads.running(mine, operation.loadTimes(), now());
            if (underWay.putIfAbsent(key, loads) == null) {
                return leadHere(key, loads, mine, loader);
            }
        }
        CallerThread caller = new CallerThread();
        ReadCall call = new ReadCall(
                operation,
                slot,
                new Blocking(loader),
                caller,
                began,
                cache.outbox().replays());
        return caller.await(load(poisoned ? Bypass.ofPoisoned(call) : Bypass.withoutServer(call)))
                .outcome();
    }

    private Outcome leadHere(Flights.Key key, SlotLoads loads, SharedLoad mine, BlockingLoader loader)
            throws Throwable {
        Outcome outcome;
        try {
            outcome = Load.here(key.slot(), loader, mine.consistent, cache);
        } catch (Throwable failure) {
            long nanos = ended(mine, false);
            end(key, loads, mine, () -> loaded(null, failure, OwnFailures.contain(failure), mine.began, nanos));
            throw failure;
        }
        long nanos = ended(mine, true);
        key.operation().loadTimes().record(nanos);
        end(key, loads, mine, () -> loaded(outcome.value(), null, !belongs(loader, key.slot()), mine.began, nanos));
        return outcome;
    }

    private long ended(SharedLoad mine, boolean succeeded) {
        long nanos = now() - mine.began;
        cache.listeners().onLoad(cache.settings().name(), succeeded, nanos);
        return nanos;
    }

    private static Loaded loaded(
            @Nullable Object value, @Nullable Throwable failure, boolean ofCallerAlone, long began, long nanos) {
        return new Loaded(value, failure, false, ofCallerAlone, LoadReads.UNKNOWN, began, nanos);
    }

    private static boolean belongs(BlockingLoader loader, Slot slot) {
        try {
            return loader.isFor(slot);
        } catch (Throwable broken) {
            return false;
        }
    }

    /** Loads, or takes a load. Never fails: a failed load is an answer. */
    CompletableFuture<Answer> load(Bypass bypass) {
        SharedLoad mine = new SharedLoad(bypass.consistent());
        while (true) {
            SlotLoads loads = of(bypass.call());
            SharedLoad load =
                    loads.join(bypass, mine, now(), cache.settings().lockWait().toNanos());
            if (load == mine) {
                return lead(bypass, loads, mine);
            }
            if (load != null) {
                return take(load, loads, bypass);
            }
            boolean unused = underWay.remove(bypass.call().flight(), loads);
        }
    }

    private SlotLoads of(ReadCall call) {
        return underWay.computeIfAbsent(
                call.flight(), key -> new SlotLoads(key.operation().loadTimes(), now()));
    }

    /** Loads under a lease. Calls that bypass the cache may take the value as soon as it is there. */
    CompletableFuture<Loaded> underLease(ReadCall call, boolean consistent, Duration lease) {
        SharedLoad mine = new SharedLoad(consistent);
        SlotLoads loads = of(call);
        while (!loads.add()) {
            boolean unused = underWay.remove(call.flight(), loads);
            loads = of(call);
        }
        return begin(call, loads, mine, lease);
    }

    private CompletableFuture<Loaded> begin(ReadCall call, SlotLoads loads, SharedLoad mine, @Nullable Duration lease) {
        return Load.by(call, () -> loads.begins(mine, now()), lease, cache)
                .whenComplete((loaded, failure) -> end(call.flight(), loads, mine, () -> loaded));
    }

    private CompletableFuture<Answer> lead(Bypass bypass, SlotLoads loads, SharedLoad mine) {
        CompletableFuture<Loaded> load = whenDue(bypass, loads, mine);
        return load.thenApply(loaded -> {
            if (loaded.failure() == null) {
                bypass.call().operation().loadTimes().record(loaded.nanos());
            }
            return loaded.alone(bypass.source(), bypass.call().began());
        });
    }

    private CompletableFuture<Loaded> whenDue(Bypass bypass, SlotLoads loads, SharedLoad mine) {
        long wait = loads.waitOf(mine, now());
        if (wait <= 0) {
            return limited(bypass, () -> begin(bypass.call(), loads, mine, null));
        }
        CompletableFuture<Void> change = loads.change();
        CompletableFuture<Void> unused = ports.timing().after(wait).thenAccept(passed -> change.complete(null));
        return change.thenCompose(changed -> whenDue(bypass, loads, mine));
    }

    private CompletableFuture<Loaded> limited(Bypass bypass, Supplier<CompletableFuture<Loaded>> load) {
        return bypass.limited() && !bypass.call().nested()
                ? ports.limit().within(cache.settings().lockWait(), load)
                : load.get();
    }

    /** Ends a load, and hands its value to those who take it. */
    private void end(Flights.Key key, SlotLoads loads, SharedLoad mine, Supplier<Loaded> loaded) {
        if (loads.ended(mine)) {
            boolean unused = underWay.remove(key, loads);
        }
        CompletableFuture<Void> waiting = loads.changed();
        if (waiting != null) {
            boolean unused = waiting.complete(null);
        }
        CompletableFuture<Answer> answer = mine.answerOfOthers();
        if (answer != null) {
            Answer shared = shared(loaded.get(), key.operation());
            if (shared == Answer.THROUGH) {
                loads.keepAlone();
            }
            boolean unused = answer.complete(shared);
        }
    }

    private static Answer shared(Loaded loaded, ReadOperation operation) {
        Outcome outcome = new Outcome(Outcome.Source.BYPASS, loaded.value(), 0);
        Object value = loaded.value();
        if (value instanceof Unfinished) {
            return Answer.THROUGH;
        }
        if (loaded.failure() != null || loaded.ofCallerAlone()) {
            return loaded.alone(Outcome.Source.BYPASS, loaded.began());
        }
        if (value == null) {
            return Answer.of(outcome, NO_FIELDS, loaded.began());
        }
        try {
            byte[] @Nullable [] fields = operation.codec().encode(value);
            return operation.trial().problemOf(value, fields) == null
                    ? Answer.of(outcome, fields, loaded.began())
                    : Answer.THROUGH;
        } catch (Throwable broken) {
            return Answer.THROUGH;
        }
    }

    private CompletableFuture<Answer> take(SharedLoad load, SlotLoads loads, Bypass bypass) {
        long since = now();
        CompletableFuture<Answer> awaited = load.answer().copy();
        ports.timing().limit(awaited, cache.settings().lockWait().toNanos());
        return awaited.handle((answer, failure) -> answer)
                .thenComposeAsync(
                        answer -> {
                            cache.tellOfWait(LoadingNode.THIS, since);
                            return taken(answer, load, loads, bypass);
                        },
                        bypass.call().caller())
                .exceptionally(rejected -> Answer.failed(Failures.unwrapped(rejected)));
    }

    private CompletionStage<Answer> taken(@Nullable Answer answer, SharedLoad load, SlotLoads loads, Bypass bypass) {
        if (answer == null) {
            loads.abandon(load);
            return alone(bypass);
        }
        if (!answer.isShared()) {
            return bypass.call().again() ? alone(bypass) : load(bypass.goingAgain());
        }
        if (answer == Answer.THROUGH) {
            return alone(bypass);
        }
        try {
            return CompletableFuture.completedFuture(copied(answer, bypass));
        } catch (Throwable undecodable) {
            return alone(bypass);
        }
    }

    private static Answer copied(Answer answer, Bypass bypass) throws Throwable {
        ValueCodec codec = bypass.call().operation().codec();
        return answer.failure() == null
                ? Answer.alone(answer.copiedBy(codec).outcome(), bypass.call().began())
                : answer;
    }

    /** Loads without waiting for anybody, because that was in vain. */
    private CompletableFuture<Answer> alone(Bypass bypass) {
        return limited(bypass, () -> Load.by(bypass.call(), bypass.consistent(), null, cache))
                .thenApply(loaded -> loaded.alone(bypass.source(), bypass.call().began()));
    }
}
