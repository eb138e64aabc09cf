package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.SeenItems;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What happens to a value that was loaded under a lease: it is stored, or everybody who waits for it goes on at once. */
final class LeasedFill {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    private final ReadCall call;
    private final Parts cache;
    private final CacheSettings settings;
    private final Acquisition.Leased lease;
    private final Runnable release;
    private boolean stored;

    LeasedFill(ReadCall call, Parts cache, Acquisition.Leased lease, Runnable release) {
        this.call = call;
        this.cache = cache;
        this.settings = cache.settings();
        this.lease = lease;
        this.release = release;
    }

    /**
     * Stores what was loaded, where it may be stored. Never fails.
     *
     * @param b the moment since which the load is known to be right
     */
    CompletionStage<Answer> fill(Loaded loaded, long b) {
        if (loaded.failure() != null) {
            release.run();
            return CompletableFuture.completedFuture(loaded.failed(loaded.failure()));
        }
        call.operation().loadTimes().record(loaded.nanos());
        Outcome outcome = new Outcome(Outcome.Source.MISS, loaded.value(), 0);
        if (loaded.ofCallerAlone()) {
            call.operation().changedKeys().warnOfLoad();
            return notStored(Answer.alone(outcome, call.began()), FillOutcome.KEY_CHANGED);
        }
        try {
            return store(loaded, outcome, encoded(loaded.value()), b);
        } catch (ValueCodecException unsupported) {
            return notStorable(outcome, unsupported.getMessage() + " Fix the class or its converters.");
        } catch (Throwable broken) {
            return notStorable(outcome, "its classes fail with " + ValueCodecException.nameOf(broken) + ". Fix them.");
        }
    }

    /** Whether the value is in the cache, once the fill has ended. */
    boolean hasStored() {
        return stored;
    }

    private CompletionStage<Answer> store(Loaded loaded, Outcome outcome, byte[] @Nullable [] fields, long b) {
        Object value = loaded.value();
        FillTrial trial = call.operation().trial();
        String problem = value == null ? null : trial.problemOf(value, fields);
        Answer answer = problem == null ? Answer.of(outcome, fields, b) : Answer.alone(outcome, call.began());
        if (!loaded.storable()) {
            return notStored(answer, FillOutcome.NOT_WANTED);
        }
        if (sizeOf(fields) > settings.maxEntrySize()) {
            return notStored(answer, FillOutcome.TOO_LARGE);
        }
        if (value != null && call.slot().isEntity() && !isWhole(value, loaded.items())) {
            call.operation().tellOfPartialItem(loaded.items());
            return notStored(Answer.alone(outcome, call.began()), FillOutcome.NOT_STORABLE);
        }
        if (problem == null && value != null) {
            problem = trial.problemOf(call.slot().key(), value);
        }
        if (problem != null) {
            return notStorable(outcome, problem);
        }
        Life life = life(outcome.isAbsence(), loaded);
        if (life.isNone()) {
            return notStored(answer, FillOutcome.NO_LIFETIME);
        }
        Fill fill = life.fill(lease.token(), outcome.isAbsence(), Duration.ofNanos(loaded.nanos()), settings)
                .endingWith(call.operation().endsOf(value, settings), lifeOfAbsence(loaded));
        return send(outcome, fields, fill, b);
    }

    /** An item of an index has all that others rely on unless it lies where others keep the item of the table. */
    private boolean isWhole(Object value, SeenItems items) {
        return items == SeenItems.WHOLE
                || (items == SeenItems.OF_INDEX
                        && !call.operation().isOwnKey(call.slot().key(), value));
    }

    private CompletionStage<Answer> send(Outcome outcome, byte[] @Nullable [] fields, Fill fill, long b) {
        Ports ports = cache.ports();
        long c = ports.timing().nanos();
        return ports.newBudget()
                .spend(() -> ports.store().fill(call.slot(), call.format(), fill, fields))
                .handle((result, failure) -> result)
                .thenCompose(result -> afterFill(result, outcome, fields, b, c));
    }

    private CompletionStage<Answer> afterFill(
            @Nullable FillResult result, Outcome outcome, byte[] @Nullable [] fields, long b, long c) {
        if (result == FillResult.STORED) {
            stored = true;
            tell(FillOutcome.STORED);
            cache.passes().stored(call.flight());
            return CompletableFuture.completedFuture(Answer.of(outcome, fields, c));
        }
        if (result == FillResult.ENDED) {
            return ended(c);
        }
        Answer answer = Answer.of(outcome, fields, b);
        if (result == FillResult.TOO_MANY_VARIANTS) {
            return notStored(answer, FillOutcome.TOO_MANY_VARIANTS);
        }
        tell(result == null ? FillOutcome.FAILED : FillOutcome.REJECTED);
        if (result == FillResult.REJECTED) {
            cache.passes().rejected(call.flight());
            release.run();
        }
        return CompletableFuture.completedFuture(answer);
    }

    private void tell(FillOutcome outcome) {
        cache.listeners().onFill(settings.name(), outcome);
    }

    /** The item is past its own end, by the server's clock: an absence for whoever asked. */
    private CompletionStage<Answer> ended(long c) {
        Answer absence = Answer.of(new Outcome(Outcome.Source.MISS, null, 0), NO_FIELDS, c);
        if (settings.negativeTtl().isZero()) {
            return notStored(absence, FillOutcome.NO_LIFETIME);
        }
        tell(FillOutcome.ENDED);
        stored = true;
        cache.passes().stored(call.flight());
        return CompletableFuture.completedFuture(absence);
    }

    /** Nobody else gets a copy either: it might be another value. */
    private CompletionStage<Answer> notStorable(Outcome outcome, String problem) {
        call.operation().trial().tell(settings.name(), problem);
        return notStored(Answer.alone(outcome, call.began()), FillOutcome.NOT_STORABLE);
    }

    private CompletionStage<Answer> notStored(Answer answer, FillOutcome why) {
        tell(why);
        cache.passes().notStorable(call.flight());
        release.run();
        return CompletableFuture.completedFuture(answer);
    }

    private byte[] @Nullable [] encoded(@Nullable Object value) {
        return value == null ? NO_FIELDS : call.operation().codec().encode(value);
    }

    /** Short after an eviction unless the load is proven: it may have returned the item from before. */
    private Life life(boolean absence, Loaded loaded) {
        Life full = absence ? Life.ofAbsence(settings) : Life.ofValue(call.operation(), settings);
        if (!mayBeOld(loaded) || full.isNone()) {
            return full;
        }
        if (loaded.proof() == LoadContext.Proof.NOT_CONSISTENT) {
            call.operation().warnOfInconsistentLoad();
        }
        cache.listeners().onUnverifiedLoad(settings.name());
        return full.shortenedTo(settings.holdOff());
    }

    /** Of an item that the server finds to have ended: the one from before the eviction may have, and not the new one. */
    private Duration lifeOfAbsence(Loaded loaded) {
        Life full = Life.ofAbsence(settings);
        return (mayBeOld(loaded) ? full.shortenedTo(settings.holdOff()) : full).fresh();
    }

    private boolean mayBeOld(Loaded loaded) {
        return lease.holdOff() && !loaded.isProven();
    }

    static long sizeOf(byte[] @Nullable [] fields) {
        long size = 0;
        for (byte[] field : fields) {
            size += field == null ? 0 : field.length;
        }
        return size;
    }
}
