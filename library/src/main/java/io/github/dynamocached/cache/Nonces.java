package io.github.dynamocached.cache;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Identities of loads: no two loads of any two nodes share one. */
final class Nonces {

    private final String node = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX)
            + Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX);
    private final AtomicLong loads = new AtomicLong();

    /** The number of the next load, unique on this node. */
    long next() {
        return loads.incrementAndGet();
    }

    /** The identity of a load of this node, unique everywhere. */
    String nonce(long load) {
        return node + '-' + load;
    }
}
