package io.github.dynamocached.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A set of states, each kept as a 128 bit digest of its text: 32 bytes a state, so that tens of millions fit. */
final class SearchFingerprints {

    private static final int FIRST_CAPACITY = 1 << 12;

    private final MessageDigest digests;
    private long[] table = new long[2 * FIRST_CAPACITY];
    private int size;
    private long sum;

    SearchFingerprints() {
        try {
            digests = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has MD5", impossible);
        }
    }

    /** Adds a state, and returns whether it is new. */
    boolean add(String state) {
        ByteBuffer digest = ByteBuffer.wrap(digests.digest(state.getBytes(StandardCharsets.UTF_8)));
        long high = digest.getLong() | 1;
        long low = digest.getLong();
        int place = placeOf(high, low);
        if (table[place] != 0) {
            return false;
        }
        table[place] = high;
        table[place + 1] = low;
        size++;
        sum += high ^ Long.rotateLeft(low, 1);
        if (8L * size > 3L * table.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    /** A number that two sets share if they hold the same states. */
    long sum() {
        return sum;
    }

    /** Where a state is, or where there is room for it: pairs of numbers, of which the first is never 0. */
    private int placeOf(long high, long low) {
        int mask = table.length - 1;
        int place = (int) (low << 1) & mask;
        while (table[place] != 0 && (table[place] != high || table[place + 1] != low)) {
            place = (place + 2) & mask;
        }
        return place;
    }

    private void grow() {
        long[] before = table;
        table = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != 0) {
                int place = placeOf(before[i], before[i + 1]);
                table[place] = before[i];
                table[place + 1] = before[i + 1];
            }
        }
    }
}
