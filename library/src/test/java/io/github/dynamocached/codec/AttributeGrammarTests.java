package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored format: a change of any of these bytes needs another version of the grammar. */
class AttributeGrammarTests {

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(s(""), ""),
                Arguments.of(s("Ann"), "Ann"),
                Arguments.of(s("Ænglish \uD83D\uDE00"), "\u00c3\u0086nglish \u00f0\u009f\u0098\u0080"),
                Arguments.of(s("2026-11-21T10:00:00Z"), "2026-11-21T10:00:00Z"),
                Arguments.of(s("123e4567-e89b-12d3-a456-426614174000"), "123e4567-e89b-12d3-a456-426614174000"),
                Arguments.of(s("user#1"), "user#1"),
                Arguments.of(s("42"), "'42"),
                Arguments.of(s("-1.5e10"), "'-1.5e10"),
                Arguments.of(s("-"), "-"),
                Arguments.of(s("1."), "1."),
                Arguments.of(s(".5"), ".5"),
                Arguments.of(s("1e"), "1e"),
                Arguments.of(s("1e+"), "1e+"),
                Arguments.of(s("true"), "'true"),
                Arguments.of(s("false"), "'false"),
                Arguments.of(s("null"), "'null"),
                Arguments.of(s("True"), "True"),
                Arguments.of(s("'42"), "''42"),
                Arguments.of(s("#1"), "'#1"),
                Arguments.of(s("*"), "'*"),
                Arguments.of(s("[]"), "'[]"),
                Arguments.of(s("{\"a\":1}"), "'{\"a\":1}"),
                Arguments.of(s("(S"), "'(S"),
                Arguments.of(s("@null"), "@null"),
                Arguments.of(n("0"), "0"),
                Arguments.of(n("42"), "42"),
                Arguments.of(n("-0.50"), "-0.50"),
                Arguments.of(n("007"), "007"),
                Arguments.of(n("1.0E-130"), "1.0E-130"),
                Arguments.of(n("9e+125"), "9e+125"),
                Arguments.of(n("+5"), "#+5"),
                Arguments.of(n(".5"), "#.5"),
                Arguments.of(n(""), "#"),
                Arguments.of(AttributeValue.fromB(bytes(0, 255, '*')), "*\u0000\u00ff*"),
                Arguments.of(AttributeValue.fromB(bytes()), "*"),
                Arguments.of(AttributeValue.fromBool(true), "true"),
                Arguments.of(AttributeValue.fromBool(false), "false"),
                Arguments.of(AttributeValue.fromNul(true), "null"),
                Arguments.of(AttributeValue.fromL(List.of()), "["),
                Arguments.of(
                        AttributeValue.fromL(List.of(s("a"), n("10"), s(""), s("7"), AttributeValue.fromNul(true))),
                        "[1:a2:100:2:'74:null"),
                Arguments.of(AttributeValue.fromL(List.of(AttributeValue.fromL(List.of(s("a"))))), "[4:[1:a"),
                Arguments.of(AttributeValue.fromM(Map.of()), "{"),
                Arguments.of(AttributeValue.fromM(map("city", s("Köln"), "", n("1"))), "{4:city5:K\u00c3\u00b6ln0:1:1"),
                Arguments.of(AttributeValue.fromSs(List.of("b", "a", "1", "")), "(S1:b1:a1:10:"),
                Arguments.of(AttributeValue.fromNs(List.of("1", "-2.5")), "(N1:14:-2.5"),
                Arguments.of(AttributeValue.fromBs(List.of(bytes(255), bytes())), "(B1:\u00ff0:"),
                Arguments.of(AttributeValue.fromSs(List.of()), "(S"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void bytesOfFormatOneStay(AttributeValue value, String bytes) {
        assertThat(new String(AttributeEncoder.encode(value), ISO_8859_1)).isEqualTo(bytes);
        assertThat(AttributeDecoder.decode(bytes.getBytes(ISO_8859_1))).isEqualTo(value);
        assertThat(AttributeGrammar.VERSION).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x",
                "[1",
                "[1:",
                "[2:a",
                "[01:a",
                "[-1:a",
                "[:a",
                "[ 1:a",
                "[99999999999999999999:a",
                "[1:ab",
                "{1:a",
                "{1:a1:b1:a1:c",
                "(",
                "(X",
                "(L1:a",
                "(S1",
                "\u00ff",
                "'\u00c3",
                "[1:\u00e4",
                "{1:\u00e41:a"
            })
    void bytesOfNoValueAreRefused(String bytes) {
        assertThatThrownBy(() -> AttributeDecoder.decode(bytes.getBytes(ISO_8859_1)))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause();
    }

    @Test
    void replacementCharacterIsATextLikeAnother() {
        AttributeValue value = s("\uFFFD");

        assertThat(AttributeDecoder.decode(AttributeEncoder.encode(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
    void halfOfASurrogatePairIsRefusedRatherThanReplaced(String text) {
        assertThatThrownBy(() -> AttributeEncoder.encode(s(text)))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("A text holds half of a surrogate pair");
    }

    @Test
    void valueWithoutATypeIsRefused() {
        AttributeValue value = AttributeValue.builder().build();

        assertThatThrownBy(() -> AttributeEncoder.encode(value))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("An attribute value has no type");
    }

    @Test
    void nestingIsLimitedBothWays() {
        AttributeValue deepest = nested(AttributeGrammar.DEEPEST);

        assertThat(AttributeDecoder.decode(AttributeEncoder.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> AttributeEncoder.encode(AttributeValue.fromL(List.of(deepest))))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("An attribute is nested deeper than 100 levels");
        assertThatThrownBy(() -> AttributeDecoder.decode(deepBytes(20_000)))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("An attribute is nested deeper than 100 levels");
    }

    @Test
    void smallScalarsStayWithinTheCompactFormOfAHash() {
        String digits = "7".repeat(63);

        assertThat(AttributeEncoder.encode(s(digits))).hasSize(64);
        assertThat(AttributeEncoder.encode(s("x".repeat(64)))).hasSize(64);
        assertThat(AttributeEncoder.encode(n("1".repeat(38)))).hasSize(38);
        assertThat(AttributeEncoder.encode(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[63]))))
                .hasSize(64);
    }

    private static AttributeValue nested(int levels) {
        AttributeValue value = AttributeValue.fromL(List.of());
        for (int i = 1; i < levels; i++) {
            value = AttributeValue.fromL(List.of(value));
        }
        return value;
    }

    private static byte[] deepBytes(int levels) {
        StringBuilder reversed = new StringBuilder("[");
        for (int i = 1; i < levels; i++) {
            String length =
                    new StringBuilder().append(reversed.length()).reverse().toString();
            reversed.append(':').append(length).append('[');
        }
        return reversed.reverse().toString().getBytes(ISO_8859_1);
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String digits) {
        return AttributeValue.fromN(digits);
    }

    private static SdkBytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return SdkBytes.fromByteArray(bytes);
    }

    private static Map<String, AttributeValue> map(
            String name, AttributeValue value, String other, AttributeValue more) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        map.put(name, value);
        map.put(other, more);
        return map;
    }
}
