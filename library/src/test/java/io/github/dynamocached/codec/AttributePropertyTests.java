package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.ValueCodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributePropertyTests {

    @Property
    void everyValueComesBackExactly(@ForAll("values") AttributeValue value) {
        assertThat(AttributeDecoder.decode(AttributeEncoder.encode(value))).isEqualTo(value);
    }

    @Property
    void valuesOfTheSameTextHaveDifferentBytes(@ForAll("texts") String text) {
        List<AttributeValue> values = List.of(
                AttributeValue.fromS(text),
                AttributeValue.fromN(text),
                AttributeValue.fromB(SdkBytes.fromUtf8String(text)),
                AttributeValue.fromL(List.of(AttributeValue.fromS(text))),
                AttributeValue.fromM(Map.of(text, AttributeValue.fromS(text))),
                AttributeValue.fromSs(List.of(text)),
                AttributeValue.fromNs(List.of(text)),
                AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String(text))),
                AttributeValue.fromBool(true),
                AttributeValue.fromBool(false),
                AttributeValue.fromNul(true));

        assertThat(values).extracting(AttributeEncoder::encode).doesNotHaveDuplicates();
    }

    @Property
    void anyBytesAreAValueOrRefused(@ForAll byte[] bytes) {
        assertDecodesOrRefuses(bytes);
    }

    @Property
    void spoiltBytesAreAValueOrRefused(
            @ForAll("values") AttributeValue value,
            @ForAll int position,
            @ForAll byte replacement,
            @ForAll int length) {
        byte[] bytes = AttributeEncoder.encode(value);
        if (bytes.length > 0) {
            bytes[Math.floorMod(position, bytes.length)] = replacement;
        }

        assertDecodesOrRefuses(bytes);
        assertDecodesOrRefuses(Arrays.copyOf(bytes, Math.floorMod(length, bytes.length + 1)));
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return AttributeValues.all();
    }

    @Provide
    Arbitrary<String> texts() {
        return AttributeValues.texts();
    }

    /** What decodes must itself come back, so that nothing decodes to a value that could not have been stored. */
    private static void assertDecodesOrRefuses(byte[] bytes) {
        AttributeValue value;
        try {
            value = AttributeDecoder.decode(bytes);
        } catch (ValueCodecException e) {
            assertThat(e).hasNoCause();
            return;
        }
        assertThat(AttributeDecoder.decode(AttributeEncoder.encode(value))).isEqualTo(value);
    }
}
