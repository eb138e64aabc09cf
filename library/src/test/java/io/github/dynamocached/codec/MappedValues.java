package io.github.dynamocached.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.core.type.TypeReference;

/** Values of the types that everybody stores, each with its type. */
final class MappedValues {

    /** All of them, with a class or a {@link TypeReference}, in every form. */
    static Stream<Arguments> inEveryForm() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Stream.of(values(), dates(), containers())
                        .flatMap(all -> all)
                        .map(each -> Arguments.of(form, each.get()[0], each.get()[1])));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(String.class, "a \"text\" \uD83D\uDE00 \u2028"),
                Arguments.of(String.class, ""),
                Arguments.of(int.class, 7),
                Arguments.of(Integer.class, Integer.MIN_VALUE),
                Arguments.of(long.class, Long.MAX_VALUE),
                Arguments.of(Short.class, (short) -3),
                Arguments.of(Byte.class, (byte) -128),
                Arguments.of(char.class, 'ß'),
                Arguments.of(boolean.class, true),
                Arguments.of(double.class, 0.1 + 0.2),
                Arguments.of(Double.class, Double.NaN),
                Arguments.of(Float.class, Float.NEGATIVE_INFINITY),
                Arguments.of(BigDecimal.class, new BigDecimal("1.00")),
                Arguments.of(BigDecimal.class, new BigDecimal("1E+10")),
                Arguments.of(BigDecimal.class, new BigDecimal("-0.000")),
                Arguments.of(BigDecimal.class, new BigDecimal("1E-300")),
                Arguments.of(BigInteger.class, BigInteger.TEN.pow(80).negate()),
                Arguments.of(BigInteger.class, BigInteger.ZERO),
                Arguments.of(Float.class, 0.1f),
                Arguments.of(Double.class, -0.0),
                Arguments.of(Double.class, Double.MIN_VALUE),
                Arguments.of(long.class, Long.MIN_VALUE),
                Arguments.of(String.class, "a long text ".repeat(10_000)),
                Arguments.of(byte[].class, new byte[0]),
                Arguments.of(byte[].class, new byte[100_000]),
                Arguments.of(double[].class, new double[] {0.1, Double.NaN}),
                Arguments.of(BigDecimal.class, new BigDecimal("-12345678901234567890.12345678901234567890")),
                Arguments.of(BigInteger.class, BigInteger.TEN.pow(80)),
                Arguments.of(UUID.class, new UUID(1, 2)),
                Arguments.of(URI.class, URI.create("https://example.org/?q=1#x")),
                Arguments.of(Locale.class, Locale.CANADA_FRENCH),
                Arguments.of(Currency.class, Currency.getInstance("EUR")),
                Arguments.of(TimeUnit.class, TimeUnit.DAYS),
                Arguments.of(byte[].class, new byte[] {0, -1, 127}),
                Arguments.of(int[].class, new int[] {3, -1}),
                Arguments.of(String[][].class, new String[][] {{"a"}, {}}));
    }

    static Stream<Arguments> dates() {
        return Stream.of(
                Arguments.of(Instant.class, Instant.parse("2026-01-02T03:04:05.123456789Z")),
                Arguments.of(LocalDate.class, LocalDate.of(-44, 3, 15)),
                Arguments.of(LocalTime.class, LocalTime.of(1, 2, 3, 4)),
                Arguments.of(LocalDateTime.class, LocalDateTime.of(2026, 10, 25, 2, 30)),
                Arguments.of(OffsetDateTime.class, OffsetDateTime.parse("2026-01-02T03:04:05+05:30")),
                Arguments.of(OffsetDateTime.class, OffsetDateTime.parse("2026-01-02T03:04:05Z")),
                Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]")),
                Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-07-02T03:04:05Z")),
                Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-07-02T03:04:05Z[UTC]")),
                Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-07-02T03:04:05+02:00")),
                Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]")),
                Arguments.of(Duration.class, Duration.ofNanos(-1_500_000_001)),
                Arguments.of(Period.class, Period.of(1, -2, 3)),
                Arguments.of(Year.class, Year.of(2026)),
                Arguments.of(YearMonth.class, YearMonth.of(2026, 2)),
                Arguments.of(ZoneId.class, ZoneId.of("Asia/Kolkata")),
                Arguments.of(Date.class, Date.from(Instant.ofEpochMilli(1234567890123L))));
    }

    static Stream<Arguments> containers() {
        return Stream.of(
                Arguments.of(new TypeReference<List<String>>() {}, List.of("b", "a", "b")),
                Arguments.of(new TypeReference<Collection<Long>>() {}, List.of(1L)),
                Arguments.of(
                        new TypeReference<Set<String>>() {}, new LinkedHashSet<>(List.of("z", "a", "q", "b", "y"))),
                Arguments.of(new TypeReference<SortedSet<String>>() {}, new TreeSet<>(Set.of("b", "a"))),
                Arguments.of(new TypeReference<Map<String, List<Integer>>>() {}, Map.of("k", List.of(1, 2))),
                Arguments.of(new TypeReference<SortedMap<Long, String>>() {}, new TreeMap<>(Map.of(2L, "x"))),
                Arguments.of(new TypeReference<Map<TimeUnit, LocalDate>>() {}, Map.of(TimeUnit.DAYS, LocalDate.MIN)),
                Arguments.of(
                        new TypeReference<EnumMap<TimeUnit, Integer>>() {}, new EnumMap<>(Map.of(TimeUnit.DAYS, 1))),
                Arguments.of(
                        new TypeReference<Map<Currency, Optional<Long>>>() {},
                        Map.of(Currency.getInstance("EUR"), Optional.empty())),
                Arguments.of(new TypeReference<Map.Entry<String, Long>>() {}, Map.entry("k", 1L)),
                Arguments.of(
                        new TypeReference<List<Optional<BigDecimal>>>() {},
                        List.of(Optional.of(new BigDecimal("1.0")), Optional.empty())),
                Arguments.of(new TypeReference<OptionalInt>() {}, OptionalInt.of(3)));
    }
}
