package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/** What one annotation does about the writes of one method. */
interface CachedWrite {

    /**
     * What is to be done about a call, evaluated as far as it can be before the method is called. What fails does not keep
     * the method from being called.
     *
     * @return null if nothing is
     */
    @Nullable
    PendingWrite prepare(Call call);

    /** What is done about the acknowledgement. */
    WriteOutcomes outcomes();

    /** What is known of the keys. */
    KeyShape keyShape();
}
