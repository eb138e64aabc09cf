package io.github.dynamocached.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the words of a control field one after the other, without making texts of them. */
public final class FieldText {

    /** What stands for a word that is no number. */
    static final long NO_NUMBER = -1;

    private static final int MOST_DIGITS = 15;

    private final byte[] bytes;
    private int position;

    FieldText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The number of at most 15 digits that is the next word. After any other word there is nothing more to read. */
    long nextNumber() {
        int from = position;
        int end = from;
        long number = 0;
        while (end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9') {
            number = number * 10 + bytes[end++] - '0';
        }
        boolean isNumber = end > from && end - from <= MOST_DIGITS && (end == bytes.length || bytes[end] == ' ');
        position = end + 1;
        return isNumber ? number : NO_NUMBER;
    }

    /** The number that is the last word, but for the sign that is the last byte; no number if more than one word is left. */
    long lastNumber() {
        return number(bytes, position, bytes.length - 1, MOST_DIGITS);
    }

    /** Whether the next word is the expected one; null expects any. */
    boolean nextIs(byte @Nullable [] expected) {
        int end = endOfWord();
        boolean same = position < end
                && (expected == null || Arrays.equals(bytes, position, end, expected, 0, expected.length));
        position = end + 1;
        return same;
    }

    /** Whether everything has been read. */
    boolean isAtEnd() {
        return position == bytes.length + 1;
    }

    private int endOfWord() {
        int end = Math.min(position, bytes.length);
        while (end < bytes.length && bytes[end] != ' ') {
            end++;
        }
        return end;
    }

    /** A word of a text that has as many. */
    static String word(byte[] bytes, int index) {
        return new String(bytes, UTF_8).split(" ", -1)[index];
    }

    /**
     * Numbers as words.
     *
     * @param numbers the numbers, in their order
     * @return the text
     */
    public static String joined(List<Long> numbers) {
        return numbers.isEmpty() ? "" : numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /**
     * The number between two positions.
     *
     * @param bytes a text
     * @param from the position of its first digit
     * @param to the position after its last digit
     * @param mostDigits how many digits it may have
     * @return the number, or -1 if there is none
     */
    public static long number(byte[] bytes, int from, int to, int mostDigits) {
        if (to <= from || to - from > mostDigits) {
            return NO_NUMBER;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
