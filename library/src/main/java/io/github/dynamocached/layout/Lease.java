package io.github.dynamocached.layout;

import org.jspecify.annotations.Nullable;

/**
 * The lease of a slot: {@code <nonce>:<microseconds> <deadline>}, where everything before the space is the token and the
 * deadline is in milliseconds of the server's clock. The scripts write and read the same text.
 */
public final class Lease {

    private static final int DIGITS_OF_MICROSECONDS = 18;
    private static final int DIGITS_OF_MILLISECONDS = 15;

    private Lease() {}

    /**
     * Whether a field holds a lease whose deadline is later than that.
     *
     * @param field the bytes of the field, null if there is none
     * @param now milliseconds of the server's clock
     * @return true if the lease holds
     */
    public static boolean isAlive(byte @Nullable [] field, long now) {
        if (field == null) {
            return false;
        }
        int space = lastIndexOf(field, ' ', field.length);
        int colon = lastIndexOf(field, ':', space);
        return colon > 0
                && FieldText.number(field, colon + 1, space, DIGITS_OF_MICROSECONDS) >= 0
                && FieldText.number(field, space + 1, field.length, DIGITS_OF_MILLISECONDS) > now;
    }

    private static int lastIndexOf(byte[] bytes, char mark, int end) {
        int i = end - 1;
        while (i >= 0 && bytes[i] != mark) {
            i--;
        }
        return i;
    }
}
