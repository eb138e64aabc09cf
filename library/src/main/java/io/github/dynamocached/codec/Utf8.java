package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.ValueCodecException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Texts as UTF-8 and back, refusing what the JDK would quietly replace. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The bytes of a text. A lone surrogate has none. */
    static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new ValueCodecException("A text holds half of a surrogate pair");
                }
                i++;
            }
        }
        return text.getBytes(UTF_8);
    }

    /** The text of some bytes. */
    static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(bytes, from, to);
        }
        return text;
    }

    private static void requireWellFormed(byte[] bytes, int from, int to) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException e) {
            throw new ValueCodecException("A text is not UTF-8");
        }
    }
}
