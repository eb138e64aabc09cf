package io.github.dynamocached.codec;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random attribute values of all ten types, nested, with a liking for texts that look like something else. */
final class AttributeValues {

    private AttributeValues() {}

    static Arbitrary<AttributeValue> all() {
        return nested(3);
    }

    private static Arbitrary<AttributeValue> nested(int levels) {
        if (levels == 0) {
            return scalars();
        }
        Arbitrary<AttributeValue> inner = nested(levels - 1);
        return Arbitraries.oneOf(
                scalars(),
                inner.list().ofMaxSize(3).map(AttributeValue::fromL),
                Arbitraries.maps(texts(), inner).ofMaxSize(3).map(AttributeValue::fromM));
    }

    static Arbitrary<AttributeValue> scalars() {
        return Arbitraries.oneOf(
                        texts().map(AttributeValue::fromS),
                        numbers().map(AttributeValue::fromN),
                        binaries().map(AttributeValue::fromB),
                        Arbitraries.of(true, false).map(AttributeValue::fromBool),
                        Arbitraries.just(AttributeValue.fromNul(true)),
                        texts().list().ofMaxSize(4).map(AttributeValue::fromSs),
                        numbers().list().ofMaxSize(4).map(AttributeValue::fromNs),
                        binaries().list().ofMaxSize(4).map(AttributeValue::fromBs))
                .withoutEdgeCases();
    }

    /** Texts that have a UTF-8 form. */
    static Arbitrary<String> texts() {
        Arbitrary<String> tricky = Arbitraries.of(
                "", "true", "false", "null", "0", "-1", "1.5E+3", "'", "''", "#", "*", "[", "{", "(S", "1:a", "@r");
        Arbitrary<String> marks = Arbitraries.strings()
                .withChars("'#*[{(:0123456789-+.eE@ntrueSNB")
                .ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMaxSize(20)
                .map(points -> String.join("", points));
        return Arbitraries.oneOf(List.of(tricky, marks, any));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals().map(Object::toString), Arbitraries.of("+1", ".5", "-.5E1", "NaN", "", "'1"));
    }

    private static Arbitrary<SdkBytes> binaries() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(SdkBytes::fromByteArray);
    }
}
