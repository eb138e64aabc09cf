package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import java.util.List;

/** The keys that a call of one method writes to. */
interface WrittenKeys {

    /**
     * The keys of a call.
     *
     * @throws MisuseException if an expression fails or its value cannot be part of a key
     */
    List<CacheKey> keysFor(Call call);

    /** What is known of each key. */
    KeyShape shape();

    /** Whether there are no keys before the method has returned. */
    boolean needsResult();
}
