package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader of a flight decides with the other nodes who loads. The one that takes the lock asks for a lease. The others
 * wait for the entry; nobody waits for the lock itself. Whatever fails on the way, the caller gets its load.
 */
final class LeadingRead {

    private static final Logger log = LoggerFactory.getLogger(LeadingRead.class);
    private static final long FIRST_PAUSE = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final int PAUSE_TO_GROWTH = 8;

    private final ReadCall call;
    private final CacheCore cache;
    private final Ports ports;
    private final SharedLoads loads;
    private final CommandBudget budget;
    private final Flight flight;
    private final Claim claim;

    private String stamp = "";
    private long asked;
    private @Nullable Long waitBegan;
    private @Nullable Long waitEnds;
    private long pause = FIRST_PAUSE;
    private int attempts;
    private boolean mayLag = true;
    private @Nullable CompletableFuture<Answer> loading;

    LeadingRead(ReadCall call, CacheCore cache, SharedLoads loads, CommandBudget budget, Flight flight) {
        this.call = call;
        this.cache = cache;
        this.ports = cache.ports();
        this.loads = loads;
        this.budget = budget;
        this.flight = flight;
        this.claim = new Claim(call, cache, budget);
        this.asked = call.began();
    }

    /** Leads, beginning with what its own lookup found. */
    CompletableFuture<Answer> lead(StoredEntry found) {
        stamp = stampOf(found);
        return claim.tryLock().thenCompose(this::afterLock).exceptionallyCompose(this::despite);
    }

    /** The stamp to replace if a fresh value cannot be used, empty for a miss. */
    static String stampOf(@Nullable StoredEntry found) {
        return found != null && found.freshness() == Freshness.FRESH ? found.stamp() : "";
    }

    private CompletionStage<Answer> afterLock(@Nullable Boolean won) {
        if (won == null) {
            return loadWithoutServer();
        }
        return won ? acquire() : waitForEntry();
    }

    private CompletionStage<Answer> acquire() {
        asked = ports.timing().nanos();
        return call.caller().arrived(claim.acquire(stamp)).thenCompose(this::afterAcquire);
    }

    private CompletionStage<Answer> afterAcquire(@Nullable Acquisition acquisition) {
        if (acquisition instanceof Acquisition.Leased leased) {
            return loadUnderLease(leased);
        }
        mayLag = acquisition == null ? mayLag : acquisition.mayLag(mayLag);
        if (acquisition instanceof Acquisition.Hit hit) {
            return afterHit(hit.entry());
        }
        if (acquisition instanceof Acquisition.Gone) {
            return acquireAgain("");
        }
        claim.unlock();
        if (acquisition instanceof Acquisition.Wait) {
            return waitForEntry();
        }
        if (acquisition == null) {
            claim.release();
            return loadWithoutServer();
        }
        return loadWithoutLease(Outcome.Source.BYPASS);
    }

    private CompletionStage<Answer> afterHit(StoredEntry entry) {
        Answer answer = answerOf(entry);
        if (answer == null) {
            return acquireAgain(entry.stamp());
        }
        claim.unlock();
        return CompletableFuture.completedFuture(answer);
    }

    /** Asks to replace the value of that stamp, which this operation cannot decode, or for a miss if it is gone. */
    private CompletionStage<Answer> acquireAgain(String stamp) {
        this.stamp = stamp;
        attempts++;
        if (attempts < 3) {
            return acquire();
        }
        claim.unlock();
        return loadWithoutLease(Outcome.Source.BYPASS);
    }

    private CompletionStage<Answer> waitForEntry() {
        long now = ports.timing().nanos();
        waitBegan = waitBegan == null ? Long.valueOf(now) : waitBegan;
        if (waitEnds == null) {
            waitEnds =
                    now + call.operation().loadTimes().patience(cache.settings().lockWait());
        }
        if (now - waitEnds >= 0) {
            waited();
            return loadWithoutLease(Outcome.Source.MISS);
        }
        long next = Math.min(pause, waitEnds - now);
        pause = Math.min(pause + pause / PAUSE_TO_GROWTH, LONGEST_PAUSE);
        return ports.timing().after(next).thenCompose(passed -> poll());
    }

    private CompletionStage<Answer> poll() {
        if (flight.closesDeserted()) {
            return deserted();
        }
        asked = ports.timing().nanos();
        return call.caller()
                .arrived(budget.spend(() -> ports.store().read(call.slot(), call.format(), true))
                        .handle((entry, failure) -> entry))
                .thenCompose(this::afterPoll);
    }

    private CompletionStage<Answer> afterPoll(@Nullable StoredEntry entry) {
        if (entry == null) {
            waited();
            return loadWithoutServer();
        }
        budget.renew();
        Answer answer = answerOf(entry);
        if (answer == null && entry.isLeased()) {
            return waitForEntry();
        }
        waited();
        return answer == null ? acquire() : CompletableFuture.completedFuture(answer);
    }

    /** The wait for another node is over, until it may begin again. */
    private void waited() {
        if (waitBegan != null) {
            cache.tellOfWait(LoadingNode.OTHER, waitBegan);
            waitBegan = null;
        }
    }

    private @Nullable Answer answerOf(StoredEntry entry) {
        Outcome hit = call.operation().hit(entry);
        return hit == null ? null : Answer.of(hit, entry.fields(), asked);
    }

    private CompletionStage<Answer> loadUnderLease(Acquisition.Leased leased) {
        ReadCall lender = flight.lend(longestLoad());
        if (lender == null) {
            claim.release();
            claim.unlock();
            return deserted();
        }
        LeasedFill fill = new LeasedFill(lender, cache, leased, claim);
        boolean consistent =
                cache.level().isStrict() || leased.holdOff() || cache.outbox().distrusts(lender);
        CompletableFuture<Loaded> load = loads.underLease(lender, consistent, claim.lease());
        loading = load.thenApply(loaded -> loaded.alone(Outcome.Source.BYPASS, lender.began()));
        return load.thenCompose(loaded -> fill.fill(loaded, loaded.isProven() ? loaded.began() : asked))
                .whenComplete((answer, failure) -> claim.unlock());
    }

    /**
     * Lets those who wait go on too, because there is nothing to wait for. Reads consistently, unless the server has said that
     * the key was not just evicted.
     */
    private CompletionStage<Answer> loadWithoutLease(Outcome.Source source) {
        boolean consistent =
                cache.level().isStrict() || mayLag || cache.outbox().distrusts(call);
        return load(
                Answer.THROUGH,
                Bypass.withoutLease(call, source, consistent, ports.timing().nanos()));
    }

    private CompletionStage<Answer> loadWithoutServer() {
        return load(Answer.WITHOUT_SERVER, Bypass.withoutServer(call));
    }

    /** How long the load may go on for those who may still come: as long as anybody may wait for it. */
    private long longestLoad() {
        return Math.max(cache.settings().lockWait().toNanos(), claim.lease().toNanos());
    }

    /** All have left before the load began, so there is none. */
    private static CompletionStage<Answer> deserted() {
        return CompletableFuture.completedFuture(
                Answer.failedAlone(new CancellationException("All callers have left")));
    }

    private CompletionStage<Answer> load(Answer toOthers, Bypass bypass) {
        flight.complete(toOthers);
        if (call.caller().hasLeft()) {
            return deserted();
        }
        CompletableFuture<Answer> load = loads.load(bypass);
        loading = load;
        return load;
    }

    /** The protocol itself has failed. The caller gets its load all the same, which is called at most once. */
    private CompletionStage<Answer> despite(Throwable broken) {
        log.error(
                "{}: the read bypassed its cache after {}. This is a bug of DynamoCached.",
                call,
                Failures.nameOf(broken));
        CompletableFuture<Answer> load = loading;
        return load == null ? loadWithoutServer() : load;
    }
}
