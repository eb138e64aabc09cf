package io.github.dynamocached.cache;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Identities of loads and writes: no two of any two nodes share one. */
final class Nonces {

    private final String node;
    private final AtomicLong loads = new AtomicLong();

    /** The identities that a node of a random name gives. */
    Nonces() {
        this(Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX)
                + Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX));
    }

    /** @param node differs from that of every other node */
    Nonces(String node) {
        this.node = node;
    }

    /** The number of the next load, unique on this node. */
    long next() {
        return loads.incrementAndGet();
    }

    /** The identity of the next write, unique everywhere. */
    String writer() {
        return nonce(next());
    }

    /** The identity of a load of this node, unique everywhere. */
    String nonce(long load) {
        return node + '-' + load;
    }
}
