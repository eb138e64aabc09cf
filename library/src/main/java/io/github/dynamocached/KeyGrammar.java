package io.github.dynamocached;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of key parts, which {@link CacheKey} documents.
 *
 * <p>It is injective over the texts of parts. Percent-encoding leaves of a part only unreserved characters and the
 * percent sign, so the characters that join and mark ({@code : @ ( ) ,}) can only come from here, and what they delimit
 * can be read back: a colon separates parts, a comma elements, parentheses nest, and {@code @} begins a mark.
 */
final class KeyGrammar {

    private static final String NONE = "@none";
    static final String NULL = "@null";
    private static final int LONGEST_PLAIN_EXPONENT = 130;
    private static final String HEX = "0123456789ABCDEF";
    private static final boolean[] UNRESERVED = unreserved();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private KeyGrammar() {}

    static String textOf(List<?> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof String text && isUnreserved(text)) {
            return text;
        }
        StringBuilder target = new StringBuilder(32);
        appendAll(target, parts, ':');
        return target.toString();
    }

    private static void appendAll(StringBuilder target, Iterable<?> parts, char separator) {
        Iterator<?> remaining = parts.iterator();
        if (!remaining.hasNext()) {
            target.append(NONE);
            return;
        }
        append(target, remaining.next());
        while (remaining.hasNext()) {
            append(target.append(separator), remaining.next());
        }
    }

    private static void append(StringBuilder target, @Nullable Object part) {
        if (part == null) {
            target.append(NULL);
        } else if (part instanceof Optional<?> optional) {
            append(target, optional.orElse(null));
        } else if (part instanceof Set<?> elements) {
            target.append('(').append(sorted(elements)).append(')');
        } else if (part instanceof Collection<?> elements) {
            target.append('(');
            appendAll(target, elements, ',');
            target.append(')');
        } else if (part.getClass().isArray() && !(part instanceof byte[])) {
            append(target, elementsOf(part));
        } else {
            appendEncoded(target, scalar(part));
        }
    }

    /** A set has no order of its own: its elements stand in the order of their texts. */
    private static String sorted(Set<?> elements) {
        return elements.isEmpty()
                ? NONE
                : elements.stream()
                        .map(element -> {
                            StringBuilder text = new StringBuilder();
                            append(text, element);
                            return text.toString();
                        })
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    private static List<@Nullable Object> elementsOf(Object array) {
        List<@Nullable Object> elements = new ArrayList<>(Array.getLength(array));
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static String scalar(Object part) {
        if (part instanceof CharSequence || part instanceof Character || part instanceof Boolean) {
            return part.toString();
        }
        if (part instanceof Number number) {
            return number(number);
        }
        if (part instanceof Enum<?> constant) {
            return constant.name();
        }
        if (part instanceof byte[] bytes) {
            return BASE64.encodeToString(bytes);
        }
        if (part instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return BASE64.encodeToString(bytes);
        }
        if (part instanceof Date date) {
            return instant(date).toString();
        }
        if (part instanceof UUID || part instanceof TemporalAccessor || part instanceof TemporalAmount) {
            return part.toString();
        }
        throw new IllegalArgumentException("A value of type " + part.getClass().getName()
                + " cannot be part of a cache key. Use texts, numbers, booleans, enums, UUIDs, dates, bytes,"
                + " or collections of them.");
    }

    /** A {@code java.sql.Date} refuses to be an instant, but has the milliseconds of one. */
    @SuppressWarnings("JavaUtilDate")
    private static Instant instant(Date date) {
        try {
            return date.toInstant();
        } catch (UnsupportedOperationException e) {
            return Instant.ofEpochMilli(date.getTime());
        }
    }

    private static String number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return number.toString();
        }
        if (number instanceof Double value && !Double.isFinite(value)) {
            return number.toString();
        }
        if (number instanceof Float value && !Float.isFinite(value)) {
            return number.toString();
        }
        BigDecimal canonical = decimal(number).stripTrailingZeros();
        boolean plain = Math.abs((long) canonical.precision() - canonical.scale()) <= LONGEST_PLAIN_EXPONENT;
        return plain ? canonical.toPlainString() : canonical.unscaledValue() + "E" + -(long) canonical.scale();
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal value) {
            return value;
        }
        if (number instanceof BigInteger value) {
            return new BigDecimal(value);
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException("A value of type "
                    + number.getClass().getName()
                    + " cannot be part of a cache key, because its text is not a number. Use a BigDecimal.");
        }
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(int character) {
        return character < UNRESERVED.length && UNRESERVED[character];
    }

    private static boolean[] unreserved() {
        boolean[] characters = new boolean[128];
        Arrays.fill(characters, 'a', 'z' + 1, true);
        Arrays.fill(characters, 'A', 'Z' + 1, true);
        Arrays.fill(characters, '0', '9' + 1, true);
        for (char mark : "-._~".toCharArray()) {
            characters[mark] = true;
        }
        return characters;
    }

    private static void appendEncoded(StringBuilder target, String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (isUnreserved(character)) {
                target.append((char) character);
            } else {
                appendBytes(target, character);
            }
            i += Character.charCount(character);
        }
    }

    /** Encodes lone surrogates too, in the three bytes of their code point, so that no two texts meet. */
    private static void appendBytes(StringBuilder target, int character) {
        if (character < 0x80) {
            appendByte(target, character);
            return;
        }
        int following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
        int lead = (0xFF00 >> (following + 1)) & 0xFF;
        appendByte(target, lead | (character >> (6 * following)));
        for (int shift = 6 * (following - 1); shift >= 0; shift -= 6) {
            appendByte(target, 0x80 | ((character >> shift) & 0x3F));
        }
    }

    private static void appendByte(StringBuilder target, int value) {
        target.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
    }
}
