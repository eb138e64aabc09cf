package io.github.dynamocached.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of attributes that were read lately, so that all items of a table share the texts of their names. It is as large as it will
 * ever be: a name that comes to the place of another one replaces it, and long ones are not kept.
 *
 * <p>Many threads use it without a lock. A text is immutable, so a thread that sees an older one in a place only makes a text
 * of its own.
 */
final class AttributeNames {

    private static final int PLACES = 2_048;
    private static final int LONGEST = 64;

    private final @Nullable String[] names = new @Nullable String[PLACES];

    /** The name in some bytes of UTF-8. */
    String name(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return Utf8.decode(bytes, from, to);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String known = names[place];
        if (known != null && isNameIn(known, bytes, from, to)) {
            return known;
        }
        String name = Utf8.decode(bytes, from, to);
        names[place] = name;
        return name;
    }

    /** Bytes of letters beyond ASCII are negative, so such a name is never found. */
    private static boolean isNameIn(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (name.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many names are kept. */
    long size() {
        return Arrays.stream(names).filter(name -> name != null).count();
    }
}
