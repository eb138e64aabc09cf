package io.github.dynamocached.aop;

import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.GeneratedAttributes;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/** What one annotation does about the writes of one method. */
sealed interface CachedWrite {

    /** The keys that are written to. */
    WrittenKeys keys();

    /** Whether to do anything at all, null for always. */
    @Nullable
    Condition condition();

    /** What is done about the acknowledgement. */
    WriteOutcomes outcomes();

    /**
     * What is to be done about a call, evaluated as far as it can be before the method is called. No failure keeps the
     * method from being called.
     *
     * @return null if nothing is to be done
     */
    default @Nullable PendingWrite prepare(Call call) {
        Condition condition = condition();
        if (condition != null && condition.needsResult()) {
            return pending(call, condition);
        }
        return outcomes().holds(condition, call) ? pending(call, null) : null;
    }

    /**
     * The write of a call.
     *
     * @param undecided the condition if it needs the result, null if it holds
     */
    PendingWrite pending(Call call, @Nullable Condition undecided);

    /**
     * One eviction of one method.
     *
     * @param keys gives what is evicted
     */
    record Evict(WrittenKeys keys, @Nullable Condition condition, WriteOutcomes outcomes) implements CachedWrite {

        @Override
        public PendingWrite pending(Call call, @Nullable Condition undecided) {
            return new PendingWrite.Evict(this, keys.before(call), undecided);
        }
    }

    /**
     * One write-through of one method. The result is stored, or else its key is evicted.
     *
     * @param slots where the value is stored
     * @param unless which results are not stored but evicted, null for none
     * @param generated what a result must have that the database client generates, null for nothing
     */
    record Put(
            ResultSlots slots,
            @Nullable Condition condition,
            @Nullable Condition unless,
            @Nullable GeneratedAttributes generated,
            WriteOutcomes outcomes)
            implements CachedWrite {

        @Override
        public WrittenKeys keys() {
            return new WrittenKeys.One(slots.key());
        }

        @Override
        public PendingWrite pending(Call call, @Nullable Condition undecided) {
            return new PendingPut(this, keys().needsResult() ? null : slotOrNull(call), undecided);
        }

        /** Where the value of a call is stored, null if that cannot be known. */
        @Nullable
        Slot slotOrNull(Call call) {
            try {
                return slots.slotFor(call);
            } catch (Throwable unknown) {
                return null;
            }
        }
    }
}
