package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * The result of a read: a value that was found, a value that was loaded, or the failure of a load.
 *
 * <p><b>The rule of three moments.</b> Callers in one JVM share a flight. A caller may get the result of another one only if
 * that was right at some instant after its own call began. Otherwise it could get the value from before an eviction. The
 * leader notes three moments, each before it sends the command or begins the load in question:
 *
 * <ul>
 *   <li><i>a</i>, of the command that found the value. The value stood in the hash when that command ran, so it was right
 *       for everyone whose call began before <i>a</i>.
 *   <li><i>b</i>, of the load. The result of a consistent load was right while the load ran. Any other load is right only as
 *       of {@code acquire}, which knows of recent evictions. So <i>b</i> is then before {@code acquire}, or without one the
 *       beginning of the leader's own call.
 *   <li><i>c</i>, of the fill. An accepted fill proves that no eviction came before it ran, so the value was still right
 *       for everyone whose call began before <i>c</i>.
 * </ul>
 *
 * <p>A call that began later starts again from its own lookup. All who waited share a failure, which holds no old value.
 */
final class Answer {

    private static final byte[] @Nullable [] NO_FIELDS = {};

    /** No answer for those who wait: each loads for itself at once. */
    static final Answer THROUGH = new Answer(null, null, NO_FIELDS, 0, true);

    /** No answer, because the server did not answer the leader: each loads for itself without asking the server. */
    static final Answer WITHOUT_SERVER = new Answer(null, null, NO_FIELDS, 0, true);

    private final @Nullable Outcome outcome;
    private final @Nullable Throwable failure;
    private final byte[] @Nullable [] fields;
    private final long rightUntil;
    private final boolean shared;

    private Answer(
            @Nullable Outcome outcome,
            @Nullable Throwable failure,
            byte[] @Nullable [] fields,
            long rightUntil,
            boolean shared) {
        this.outcome = outcome;
        this.failure = failure;
        this.fields = fields;
        this.rightUntil = rightUntil;
        this.shared = shared;
    }

    /**
     * A value.
     *
     * @param outcome for the leader
     * @param fields the encoded value, from which every other caller gets an instance of its own; empty for an absence
     * @param moment the latest of <i>a</i>, <i>b</i> and <i>c</i> that applies
     */
    static Answer of(Outcome outcome, byte[] @Nullable [] fields, long moment) {
        return new Answer(outcome, null, fields, moment, true);
    }

    /**
     * A value for its own caller alone, because it cannot be copied, was loaded outside the flight, or may belong to another
     * slot.
     */
    static Answer alone(Outcome outcome, long began) {
        return new Answer(outcome, null, NO_FIELDS, began, false);
    }

    /** The failure of a load, for all who waited for it. */
    static Answer failed(Throwable failure) {
        return new Answer(null, failure, NO_FIELDS, 0, true);
    }

    /** The failure of a load, for its own caller alone. */
    static Answer failedAlone(Throwable failure) {
        return new Answer(null, failure, NO_FIELDS, 0, false);
    }

    /** Whether a caller whose call began at the given moment may have this answer. */
    boolean isRightFor(long began) {
        return shared && (failure != null || rightUntil - began > 0);
    }

    /** Whether it may be handed to other callers. */
    boolean isShared() {
        return shared;
    }

    /** Whether the value was found fresh, not loaded. */
    boolean isHit() {
        return outcome != null && outcome.source() == Outcome.Source.HIT;
    }

    /** Whether it is a null result. */
    boolean isAbsence() {
        return outcome != null && outcome.isAbsence();
    }

    /** What the load threw, null if it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** The outcome for the caller that worked for it. */
    Outcome outcome() throws Throwable {
        if (outcome == null) {
            throw failure == null ? new IllegalStateException("An answer without a value or a failure") : failure;
        }
        return outcome;
    }

    /** The answer for a caller that waited: its value is an instance that nobody else holds, as that of a hit. */
    Answer copiedBy(ValueCodec codec) {
        if (outcome == null || outcome.isAbsence()) {
            return this;
        }
        Outcome copied = new Outcome(outcome.source(), codec.decode(fields), outcome.ageMillis(), outcome.halfUnits());
        return new Answer(copied, null, fields, rightUntil, shared);
    }
}
