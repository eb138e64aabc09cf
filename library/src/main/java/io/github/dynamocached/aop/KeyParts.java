package io.github.dynamocached.aop;

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
}
