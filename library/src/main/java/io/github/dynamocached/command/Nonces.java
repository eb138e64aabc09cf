package io.github.dynamocached.command;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identities of loads and writes: no two of any two nodes share one. A node has a random name of 56 bits, so two of a million
 * nodes share one with a probability of 1 in 140,000. They would also have to use the same number for the same key at the same
 * time. An identity has 12 to 17 characters up to the two thousand millionth, so that a lease and the fences of two writers
 * fit 64 bytes each.
 */
public final class Nonces {

    private static final int BYTES_OF_NAME = 7;

    private final String node;
    private final AtomicLong loads = new AtomicLong();

    /** The identities that a node of a random name gives. */
    public Nonces() {
        this(randomName());
    }

    private static String randomName() {
        byte[] name = new byte[BYTES_OF_NAME];
        new SecureRandom().nextBytes(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    }

    /** @param node differs from that of every other node */
    public Nonces(String node) {
        this.node = node;
    }

    /**
     * The number of the next load, unique on this node.
     *
     * @return the number
     */
    public long next() {
        return loads.incrementAndGet();
    }

    /**
     * The identity of the next write, unique everywhere.
     *
     * @return the identity
     */
    public String writer() {
        return nonce(next());
    }

    /**
     * The identity of a load of this node, unique everywhere.
     *
     * @param load the number of the load
     * @return the identity
     */
    public String nonce(long load) {
        return node + '-' + Long.toString(load, Character.MAX_RADIX);
    }
}
