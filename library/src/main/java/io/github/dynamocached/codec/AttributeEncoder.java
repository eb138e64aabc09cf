package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dynamocached.ValueCodecException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes an attribute value as {@link AttributeGrammar} says. */
final class AttributeEncoder {

    private AttributeEncoder() {}

    static byte[] encode(AttributeValue value) {
        return encode(value, 0);
    }

    static byte[] encode(Map<String, AttributeValue> item) {
        return map(item, 0);
    }

    private static byte[] encode(AttributeValue value, int depth) {
        return switch (value.type()) {
            case S -> text(value.s());
            case N -> number(value.n());
            case B -> marked(AttributeGrammar.BINARY, value.b().asByteArrayUnsafe());
            case BOOL -> AttributeGrammar.bool(value.bool());
            case NUL -> AttributeGrammar.nothing();
            case L -> list(value.l(), depth);
            case M -> map(value.m(), depth);
            case SS -> texts(AttributeGrammar.OF_TEXTS, value.ss());
            case NS -> texts(AttributeGrammar.OF_NUMBERS, value.ns());
            case BS -> binaries(value.bs());
            case UNKNOWN_TO_SDK_VERSION -> throw new ValueCodecException("An attribute value has no type");
        };
    }

    private static byte[] text(String text) {
        byte[] bytes = Utf8.encode(text);
        return AttributeGrammar.isPlainText(bytes) ? bytes : marked(AttributeGrammar.TEXT, bytes);
    }

    private static byte[] number(String digits) {
        byte[] bytes = Utf8.encode(digits);
        return AttributeGrammar.isNumber(bytes, 0, bytes.length) ? bytes : marked(AttributeGrammar.NUMBER, bytes);
    }

    private static byte[] list(List<AttributeValue> elements, int depth) {
        requireShallow(depth);
        ByteArrayOutputStream target = started(AttributeGrammar.LIST);
        for (AttributeValue element : elements) {
            chunk(target, encode(element, depth + 1));
        }
        return target.toByteArray();
    }

    private static byte[] map(Map<String, AttributeValue> values, int depth) {
        requireShallow(depth);
        ByteArrayOutputStream target = started(AttributeGrammar.MAP);
        values.forEach((name, value) -> {
            chunk(target, Utf8.encode(name));
            chunk(target, encode(value, depth + 1));
        });
        return target.toByteArray();
    }

    private static byte[] texts(byte kind, List<String> elements) {
        ByteArrayOutputStream target = started(AttributeGrammar.SET);
        target.write(kind);
        for (String element : elements) {
            chunk(target, Utf8.encode(element));
        }
        return target.toByteArray();
    }

    private static byte[] binaries(List<SdkBytes> elements) {
        ByteArrayOutputStream target = started(AttributeGrammar.SET);
        target.write(AttributeGrammar.OF_BINARIES);
        for (SdkBytes element : elements) {
            chunk(target, element.asByteArrayUnsafe());
        }
        return target.toByteArray();
    }

    private static ByteArrayOutputStream started(byte mark) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(128);
        target.write(mark);
        return target;
    }

    private static void chunk(ByteArrayOutputStream target, byte[] bytes) {
        target.writeBytes(Integer.toString(bytes.length).getBytes(US_ASCII));
        target.write(':');
        target.writeBytes(bytes);
    }

    private static byte[] marked(byte mark, byte[] bytes) {
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = mark;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    private static void requireShallow(int depth) {
        if (depth >= AttributeGrammar.DEEPEST) {
            throw new ValueCodecException("An attribute is nested deeper than " + AttributeGrammar.DEEPEST + " levels");
        }
    }
}
