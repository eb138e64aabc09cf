package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The bytes of one DynamoDB attribute value, made so that {@code HGETALL} shows what a human expects, every value of the
 * ten types comes back exactly, and no two values share their bytes.
 *
 * <pre>
 * value   = "true" / "false"                  BOOL
 *         / "null"                            NULL
 *         / number                            N    as DynamoDB writes it, 42 or -1.5E+3
 *         / text                              S    in UTF-8, if it reads as nothing else in this list
 *         / "'" text                          S    any other, such as '42, 'true or '[x
 *         / "#" text                          N    of any other form
 *         / "*" bytes                         B    as they are
 *         / "[" chunk...                      L    of values
 *         / "{" (chunk chunk)...              M    of names (text) and values
 *         / "(S" chunk...                     SS   of texts
 *         / "(N" chunk...                     NS   of numbers in any form
 *         / "(B" chunk...                     BS   of bytes
 * chunk   = length ":" bytes                  the length in decimal, without leading zeros
 * number  = ["-"] digits ["." digits] [("e" / "E") ["+" / "-"] digits]
 * </pre>
 *
 * <p>The first byte decides, except that a text which is a number or one of the three words as a whole needs the mark
 * of a text. Ids, names and ISO dates therefore read as themselves, a text of digits alone has an apostrophe before it
 * (as in a spreadsheet), and the empty text has no bytes. Lengths instead of closing brackets mean that nothing inside
 * is ever escaped, and that a value cut short does not pass for another one.
 *
 * <p>No scalar grows by more than one byte, so an attribute of up to 63 bytes stays within Redis's
 * {@code hash-max-listpack-value} of 64, beyond which a hash loses its compact form.
 *
 * <p>A change here is a change of the stored format: raise {@link #VERSION}, which is part of every schema fingerprint.
 */
final class AttributeGrammar {

    static final int VERSION = 1;

    /** Deeper than the 32 levels of DynamoDB, and shallow enough for any thread's stack. */
    static final int DEEPEST = 100;

    static final byte TEXT = '\'';
    static final byte NUMBER = '#';
    static final byte BINARY = '*';
    static final byte LIST = '[';
    static final byte MAP = '{';
    static final byte SET = '(';
    static final byte OF_TEXTS = 'S';
    static final byte OF_NUMBERS = 'N';
    static final byte OF_BINARIES = 'B';

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private AttributeGrammar() {}

    static byte[] bool(boolean value) {
        return (value ? TRUE : FALSE).clone();
    }

    static byte[] nothing() {
        return NULL.clone();
    }

    static boolean isTrue(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, TRUE, 0, TRUE.length);
    }

    static boolean isFalse(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, FALSE, 0, FALSE.length);
    }

    static boolean isNull(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, NULL, 0, NULL.length);
    }

    /** Whether the bytes are one of the three words that are no text. */
    static boolean isWord(byte[] bytes, int from, int to) {
        return isTrue(bytes, from, to) || isFalse(bytes, from, to) || isNull(bytes, from, to);
    }

    /** Whether a text reads as itself without the mark of a text. */
    static boolean isPlainText(byte[] text) {
        if (text.length == 0) {
            return true;
        }
        boolean marked = switch (text[0]) {
            case TEXT, NUMBER, BINARY, LIST, MAP, SET -> true;
            default -> false;
        };
        return !marked && !isNumber(text, 0, text.length) && !isWord(text, 0, text.length);
    }

    /** Whether the bytes are a number that reads as itself without the mark of a number. */
    static boolean isNumber(byte[] bytes, int from, int to) {
        int start = from < to && bytes[from] == '-' ? from + 1 : from;
        int end = afterDigits(bytes, start, to);
        if (end == start) {
            return false;
        }
        if (end < to && bytes[end] == '.') {
            start = end + 1;
            end = afterDigits(bytes, start, to);
            if (end == start) {
                return false;
            }
        }
        return end == to || isExponent(bytes, end, to);
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int start = from + 1;
        if (start < to && (bytes[start] == '+' || bytes[start] == '-')) {
            start++;
        }
        return start < to && afterDigits(bytes, start, to) == to;
    }

    private static int afterDigits(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }
}
