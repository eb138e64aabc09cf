package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.load.ItemCoverage;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Unfinished;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one rule by which a value is stored or not, and for how long. A load stores under its lease and a write behind its
 * fence, and both ask here. Nothing that the application's classes throw leaves it: such a value is not stored.
 */
final class StoreGate {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    private final ReadOperation operation;
    private final Slot slot;
    private final CacheCore cache;
    private final CacheSettings settings;

    /** What was decided on one value. */
    static final class Verdict {
        /** How the value is stored, null if it is not. */
        final @Nullable Fill fill;

        /** Why it is not stored. */
        final FillOutcome outcome;

        /** The encoded value, empty for a null result. */
        final byte[] @Nullable [] fields;

        /** Whether other callers may get a copy that is made of these fields. */
        final boolean isShared;

        private Verdict(@Nullable Fill fill, FillOutcome outcome, byte[] @Nullable [] fields, boolean isShared) {
            this.fill = fill;
            this.outcome = outcome;
            this.fields = fields;
            this.isShared = isShared;
        }
    }

    StoreGate(ReadOperation operation, Slot slot, CacheCore cache) {
        this.operation = operation;
        this.slot = slot;
        this.cache = cache;
        this.settings = cache.settings();
    }

    /**
     * Decides on a value. Never fails.
     *
     * @param token the token of the lease or of the fence
     * @param mayBeOld whether it may be the value from before a recent eviction
     */
    Verdict judge(Loaded loaded, String token, boolean mayBeOld) {
        if (loaded.value() instanceof Unfinished) {
            return refused(FillOutcome.TOO_LARGE, NO_FIELDS, false);
        }
        if (loaded.ofCallerAlone()) {
            operation.changedKeys().warnOfLoad();
            return refused(FillOutcome.KEY_CHANGED, NO_FIELDS, false);
        }
        try {
            Object value = loaded.value();
            byte[] @Nullable [] fields =
                    value == null ? NO_FIELDS : operation.codec().encode(value);
            return judge(loaded, fields, token, mayBeOld);
        } catch (Throwable broken) {
            return notStorable(FillTrial.problemOf(broken));
        }
    }

    private Verdict judge(Loaded loaded, byte[] @Nullable [] fields, String token, boolean mayBeOld) {
        Object value = loaded.value();
        String problem = value == null ? null : operation.trial().problemOf(value, fields);
        if (!loaded.storable()) {
            return refused(FillOutcome.NOT_WANTED, fields, problem == null);
        }
        if (sizeOf(fields) > settings.maxEntrySize()) {
            return refused(FillOutcome.TOO_LARGE, fields, problem == null);
        }
        if (value != null && slot.isEntity() && !isWhole(value, loaded.reads().items())) {
            operation.tellOfPartialItem(loaded.reads().items());
            return refused(FillOutcome.NOT_STORABLE, fields, false);
        }
        if (problem == null && value != null) {
            problem = operation
                    .trial()
                    .problemOf(slot.key(), value, loaded.reads().sought());
        }
        if (problem != null) {
            return notStorable(problem);
        }
        Life life = life(loaded, fields, mayBeOld);
        if (life.isNone()) {
            return refused(FillOutcome.NO_LIFETIME, fields, true);
        }
        Fill fill = life.fill(token, value == null, Duration.ofNanos(loaded.nanos()), settings)
                .endingWith(operation.endsOf(value, settings), lifeOfAbsence(mayBeOld))
                .costing(loaded.reads().cost().total());
        return new Verdict(fill, FillOutcome.STORED, fields, true);
    }

    /** An item from an index may lack attributes, which matters only under the key of the entity. */
    private boolean isWhole(Object value, ItemCoverage items) {
        return items == ItemCoverage.WHOLE
                || (items == ItemCoverage.OF_INDEX && !operation.isOwnKey(slot.key(), value));
    }

    private Life life(Loaded loaded, byte[] @Nullable [] fields, boolean mayBeOld) {
        Object value = loaded.value();
        Life full = value == null
                ? Life.ofAbsence(settings)
                : Life.ofValue(operation, settings, () -> operation.codec().digestOf(value, fields));
        if (!mayBeOld || full.isNone()) {
            return full;
        }
        if (loaded.reads().proof() == LoadContext.Proof.NOT_CONSISTENT) {
            operation.warnOfInconsistentLoad();
        }
        cache.listeners().onUnverifiedLoad(settings.name());
        return full.shortenedTo(settings.holdOff());
    }

    /** For an item that has ended by the clock of the server. It may be the one from before an eviction. */
    private Duration lifeOfAbsence(boolean mayBeOld) {
        Life full = Life.ofAbsence(settings);
        return (mayBeOld ? full.shortenedTo(settings.holdOff()) : full).fresh();
    }

    private Verdict notStorable(String problem) {
        operation.trial().tell(settings.name(), problem);
        return refused(FillOutcome.NOT_STORABLE, NO_FIELDS, false);
    }

    private static Verdict refused(FillOutcome why, byte[] @Nullable [] fields, boolean isShared) {
        return new Verdict(null, why, fields, isShared);
    }

    static long sizeOf(byte[] @Nullable [] fields) {
        long size = 0;
        for (byte[] field : fields) {
            size += field == null ? 0 : field.length;
        }
        return size;
    }

    /** Sends a fill. The future never fails. */
    CompletableFuture<FillOutcome> send(Fill fill, byte[] @Nullable [] fields, CommandBudget budget) {
        return budget.spend(() -> cache.ports().store().fill(slot, operation.format(), fill, fields))
                .handle((result, failure) -> result == null ? FillOutcome.FAILED : outcome(result));
    }

    private FillOutcome outcome(FillResult result) {
        if (result.freshFor() != null) {
            cache.listeners().onAdaptedTtl(settings.name(), result.freshFor());
        }
        return switch (result.kind()) {
            case STORED -> FillOutcome.STORED;
            case REJECTED -> FillOutcome.REJECTED;
            case TOO_MANY_VARIANTS -> FillOutcome.TOO_MANY_VARIANTS;
            case ENDED -> FillOutcome.ENDED;
        };
    }
}
