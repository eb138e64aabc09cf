package io.github.dynamocached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTests {

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(List.of("user123"), "user123"),
                Arguments.of(List.of("AZaz09-._~"), "AZaz09-._~"),
                Arguments.of(List.of(""), ""),
                Arguments.of(List.of("", ""), ":"),
                Arguments.of(List.of(), "@none"),
                Arguments.of(Collections.singletonList(null), "@null"),
                Arguments.of(List.of("@null"), "%40null"),
                Arguments.of(List.of("@none"), "%40none"),
                Arguments.of(List.of("a:b", "c"), "a%3Ab:c"),
                Arguments.of(List.of("a", "b:c"), "a:b%3Ac"),
                Arguments.of(List.of("a b%{}*?[]"), "a%20b%25%7B%7D%2A%3F%5B%5D"),
                Arguments.of(List.of("K\u00f6ln \uD83D\uDE00"), "K%C3%B6ln%20%F0%9F%98%80"),
                Arguments.of(List.of("\uD83D"), "%ED%A0%BD"),
                Arguments.of(List.of('x', true), "x:true"),
                Arguments.of(List.of(List.of()), "(@none)"),
                Arguments.of(List.of(List.of("")), "()"),
                Arguments.of(List.of(List.of("a", "b"), "c"), "(a,b):c"),
                Arguments.of(List.of(List.of("a,b")), "(a%2Cb)"),
                Arguments.of(List.of(List.of(List.of("a"), List.of())), "((a),(@none))"),
                Arguments.of(List.of(Arrays.asList("a", null)), "(a,@null)"),
                Arguments.of(List.of((Object) new String[] {"a", "b"}), "(a,b)"),
                Arguments.of(List.of(new int[] {1, 2}), "(1,2)"),
                Arguments.of(List.of(new byte[] {-1, -2, 63}), "__4_"),
                Arguments.of(List.of(new byte[] {1}), "AQ"),
                Arguments.of(List.of(new byte[0]), ""),
                Arguments.of(List.of(Optional.of("a"), Optional.empty()), "a:@null"),
                Arguments.of(List.of(TimeUnit.DAYS), "DAYS"),
                Arguments.of(List.of(new UUID(1, 2)), "00000000-0000-0001-0000-000000000002"),
                Arguments.of(List.of(LocalDate.of(2026, 11, 21)), "2026-11-21"),
                Arguments.of(List.of(Instant.EPOCH), "1970-01-01T00%3A00%3A00Z"),
                Arguments.of(List.of(Duration.ofSeconds(90)), "PT1M30S"),
                Arguments.of(List.of(new StringBuilder("a")), "a"));
    }

    static Stream<Arguments> equalNumbers() {
        return Stream.of(
                Arguments.of(
                        List.of(
                                1,
                                1L,
                                (short) 1,
                                (byte) 1,
                                1.0,
                                1f,
                                new BigDecimal("1.00"),
                                new BigDecimal("1E0"),
                                new BigDecimal("0.1E+1"),
                                BigInteger.ONE,
                                new AtomicLong(1)),
                        "1"),
                Arguments.of(List.of(0, 0.0, -0.0, -0f, new BigDecimal("0E+200"), new BigDecimal("0.000")), "0"),
                Arguments.of(List.of(100, 1e2, new BigDecimal("1E+2"), new BigDecimal("100.0")), "100"),
                Arguments.of(List.of(-2.5, -2.5f, new BigDecimal("-2.50")), "-2.5"),
                Arguments.of(List.of(0.1, 0.1f, new BigDecimal("0.1"), new BigDecimal("1E-1")), "0.1"),
                Arguments.of(List.of(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE)), "9223372036854775807"),
                Arguments.of(List.of(new BigDecimal("1E+125"), BigInteger.TEN.pow(125)), "1" + "0".repeat(125)),
                Arguments.of(List.of(new BigDecimal("1E+1000000000"), new BigDecimal("10E+999999999")), "1E1000000000"),
                Arguments.of(
                        List.of(new BigDecimal("-12E-1000000000"), new BigDecimal("-120E-1000000001")),
                        "-12E-1000000000"),
                Arguments.of(List.of(Double.NaN, Float.NaN), "NaN"),
                Arguments.of(List.of(Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY), "-Infinity"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void textFollowsTheGrammar(List<?> parts, String text) {
        assertThat(textOf(parts)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("equalNumbers")
    void equalNumbersAreOnePart(List<? extends Number> numbers, String text) {
        assertThat(numbers)
                .allSatisfy(number -> assertThat(textOf(List.of(number))).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2147483647", "1E-2147483647", "123456789E+2147483647", "-9E-2147483640"})
    void hugeExponentsStayShort(String number) {
        assertThat(textOf(List.of(new BigDecimal(number))).length()).isLessThan(30);
    }

    @Test
    void numbersOfThirtyEightDigitsHaveNoExponent() {
        String digits = "9".repeat(38);

        assertThat(textOf(List.of(new BigDecimal(digits)))).isEqualTo(digits);
        assertThat(textOf(List.of(new BigDecimal("0." + digits)))).isEqualTo("0." + digits);
        assertThat(textOf(List.of(new BigDecimal("1E-38")))).isEqualTo("0." + "0".repeat(37) + "1");
    }

    @Test
    void arraysListsAndSetsOfTheSameElementsAreOnePart() {
        assertThat(List.of(
                        textOf(List.of(List.of("a", "b"))),
                        textOf(List.of((Object) new String[] {"a", "b"})),
                        textOf(List.of(new LinkedHashSet<>(List.of("a", "b")))),
                        textOf(List.of(new char[] {'a', 'b'}))))
                .containsOnly("(a,b)");
    }

    @Test
    void bufferKeepsItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 9}, 1, 1);

        assertThat(textOf(List.of(buffer))).isEqualTo("AQ");
        assertThat(textOf(List.of(buffer))).isEqualTo("AQ");
    }

    @Test
    void differentTypesOfPartsThatReadAlikeDoNotMeetInCollections() {
        List<List<?>> different = List.of(
                List.of(),
                Collections.singletonList(null),
                List.of(""),
                List.of("@null"),
                List.of("@none"),
                List.of("", ""),
                List.of(List.of()),
                List.of(List.of("")),
                List.of(List.of("", "")),
                List.of("()"),
                List.of(List.of(List.of())),
                List.of(Collections.singletonList(null)),
                List.of("a", "b"),
                List.of("a:b"),
                List.of("a,b"),
                List.of(List.of("a", "b")),
                List.of(List.of("a"), List.of("b")),
                List.of(List.of("a", List.of("b"))),
                List.of("a%3Ab"));

        assertThat(different).extracting(CacheKeyTests::textOf).doesNotHaveDuplicates();
    }

    @Test
    void keysOfDifferentCachesDiffer() {
        assertThat(CacheKey.of("a", List.of("x")))
                .isEqualTo(CacheKey.of("a", List.of("x")))
                .hasSameHashCodeAs(CacheKey.of("a", List.of("x")))
                .isNotEqualTo(CacheKey.of("b", List.of("x")))
                .isNotEqualTo(CacheKey.of("a", List.of("y")));
    }

    @Test
    void textOfAKeyStaysOutOfItsDescription() {
        assertThat(CacheKey.of("users", List.of("secret"))).hasToString("key of cache 'users'");
    }

    @Test
    void textDependsNeitherOnLocaleNorOnTimeZone() {
        List<Object> parts = List.of(
                "I\u0131i\u0130",
                1234567.5,
                new BigDecimal("1E+200"),
                Date.from(Instant.ofEpochMilli(1_234_567_890_123L)),
                ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]"),
                TimeUnit.MINUTES);
        String expected = "I%C4%B1i%C4%B0:1234567.5:1E200:2009-02-13T23%3A31%3A30.123Z"
                + ":2026-07-02T03%3A04%3A05%2B02%3A00%5BEurope%2FBerlin%5D:MINUTES";
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            assertThat(textOf(parts)).isEqualTo(expected);
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertThat(textOf(parts)).isEqualTo(expected);
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(textOf(parts)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void datesOfTheDatabaseDriverHaveATextToo() {
        assertThat(textOf(List.of(new java.sql.Timestamp(0)))).isEqualTo("1970-01-01T00%3A00%3A00Z");
        assertThat(textOf(List.of(new java.sql.Date(0)))).isEqualTo("1970-01-01T00%3A00%3A00Z");
    }

    @Test
    void veryLongPartIsWritten() {
        assertThat(textOf(List.of("\u00e4".repeat(100_000)))).hasSize(600_000);
    }

    @Test
    void typeWithoutATextIsNamedAndItsValueIsNot() {
        Calendar calendar = Calendar.getInstance();

        assertThatThrownBy(() -> CacheKey.of("users", List.of("secret", calendar)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A value of type java.util.GregorianCalendar cannot be part of a cache key. Use texts,"
                        + " numbers, booleans, enums, UUIDs, dates, bytes, or collections of them.");
    }

    @Test
    void charactersAreEncodedAsTheirUtf8Bytes() {
        List<String> wrong = new ArrayList<>();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point <= Character.MAX_VALUE ? 1 : 53) {
            boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            String text = Character.toString(point);
            if (!surrogate && !textOf(List.of(text)).equals(rfc3986(text))) {
                wrong.add(Integer.toHexString(point));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void setIsWrittenInTheOrderOfItsTexts() {
        List<String> names = List.of("b", "a", "c", "Aa", "BB");
        assertThat(textOf(List.of(new LinkedHashSet<>(names)))).isEqualTo("(Aa,BB,a,b,c)");
        assertThat(textOf(List.of(new HashSet<>(names)))).isEqualTo("(Aa,BB,a,b,c)");
        assertThat(textOf(List.of(Set.of()))).isEqualTo(textOf(List.of(List.of())));
    }

    private static String rfc3986(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            boolean unreserved = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || "-._~".indexOf(octet) >= 0;
            encoded.append(unreserved ? String.valueOf((char) octet) : String.format(Locale.ROOT, "%%%02X", octet));
        }
        return encoded.toString();
    }

    private static String textOf(List<? extends @Nullable Object> parts) {
        return CacheKey.of("cache", parts).text();
    }
}
