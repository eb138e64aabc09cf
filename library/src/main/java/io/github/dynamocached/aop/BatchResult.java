package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a method returns for many keys. */
interface BatchResult {

    /** Where the values lie. */
    ResultSlots slots();

    /**
     * The values in what the method returned.
     *
     * @param returned what it returned, null for nothing at all
     * @param asked the slots that it was called for
     * @param call the call, for the expressions
     * @return the values by slot, an empty one for an absence that is known
     * @throws MisuseException if a value is that of no key the method was called with, or several are those of one
     */
    Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked, Call call);

    /**
     * What the method would have returned.
     *
     * @param batch the keys in the order of the caller
     * @param outcomes the values by slot
     */
    Object of(Batch batch, Map<Slot, Outcome> outcomes);
}
