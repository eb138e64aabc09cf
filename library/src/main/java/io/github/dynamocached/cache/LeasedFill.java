package io.github.dynamocached.cache;

import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.Fill;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stores a value that was loaded under a lease. If it is not stored, all who wait for it go on at once. */
final class LeasedFill {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    private final ReadCall call;
    private final CacheCore cache;
    private final StoreGate gate;
    private final Acquisition.Leased lease;
    private final Claim claim;
    private boolean stored;

    LeasedFill(ReadCall call, CacheCore cache, Acquisition.Leased lease, Claim claim) {
        this.call = call;
        this.cache = cache;
        this.gate = new StoreGate(call.operation(), call.slot(), cache);
        this.lease = lease;
        this.claim = claim;
    }

    /**
     * Stores what was loaded, where it may be stored. Never fails.
     *
     * @param b the moment since which the load is known to be right
     */
    CompletionStage<Answer> fill(Loaded loaded, long b) {
        if (loaded.failure() != null) {
            claim.release();
            return CompletableFuture.completedFuture(loaded.failed(loaded.failure()));
        }
        call.operation().loadTimes().record(loaded.nanos());
        return store(loaded, b);
    }

    /** Stores what the caller has loaded itself. Never fails. */
    CompletionStage<Answer> store(Loaded loaded) {
        return store(loaded, loaded.began());
    }

    private CompletionStage<Answer> store(Loaded loaded, long b) {
        Outcome outcome = new Outcome(Outcome.Source.MISS, loaded.value(), 0);
        StoreGate.Verdict verdict = gate.judge(loaded, lease.token(), lease.holdOff() && !loaded.isProven());
        Fill fill = verdict.fill;
        if (fill == null) {
            Answer answer =
                    verdict.isShared ? Answer.of(outcome, verdict.fields, b) : Answer.alone(outcome, call.began());
            return CompletableFuture.completedFuture(notStored(answer, verdict.outcome));
        }
        long c = cache.ports().timing().nanos();
        return gate.send(fill, verdict.fields, claim.newBudget())
                .thenApply(became -> afterFill(became, outcome, verdict.fields, b, c));
    }

    /** Whether the value is in the cache, once the fill has ended. */
    boolean hasStored() {
        return stored;
    }

    private Answer afterFill(FillOutcome became, Outcome outcome, byte[] @Nullable [] fields, long b, long c) {
        if (became == FillOutcome.STORED) {
            return stored(Answer.of(outcome, fields, c), became);
        }
        if (became == FillOutcome.ENDED) {
            return ended(c);
        }
        Answer answer = Answer.of(outcome, fields, b);
        if (became == FillOutcome.TOO_MANY_VARIANTS) {
            return notStored(answer, became);
        }
        tell(became);
        if (became == FillOutcome.REJECTED) {
            cache.hitForPass().rejected(call.flight());
        }
        claim.release();
        return answer;
    }

    /** The item is past its own end, by the clock of the server, so all callers get a null result. */
    private Answer ended(long c) {
        Answer absence = Answer.of(new Outcome(Outcome.Source.MISS, null, 0), NO_FIELDS, c);
        return cache.settings().negativeTtl().isZero()
                ? notStored(absence, FillOutcome.NO_LIFETIME)
                : stored(absence, FillOutcome.ENDED);
    }

    private Answer stored(Answer answer, FillOutcome how) {
        stored = true;
        tell(how);
        cache.hitForPass().stored(call.flight());
        return answer;
    }

    private Answer notStored(Answer answer, FillOutcome why) {
        tell(why);
        cache.hitForPass().notStorable(call.flight());
        claim.release();
        return answer;
    }

    private void tell(FillOutcome outcome) {
        cache.listeners().onFill(cache.settings().name(), outcome);
    }
}
