package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.util.List;

/** Where the parts of a key come from. */
interface KeyParts {

    /**
     * The parts for a call, in order; nulls allowed.
     *
     * @throws MisuseException if an expression fails
     * @throws IllegalArgumentException if an entity has no key; the message holds no value
     */
    List<?> partsFor(Call call);

    /** Whether there are no parts before the method has returned. */
    boolean needsResult();

    /**
     * Whether they may be others when they are computed again for the same call, because an argument was changed or a bean
     * says something else.
     */
    default boolean mayChange() {
        return true;
    }
}
