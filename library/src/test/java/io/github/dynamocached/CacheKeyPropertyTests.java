package io.github.dynamocached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Different parts never meet in one text: the text can be read back. */
class CacheKeyPropertyTests {

    /** Of numbers up to this it is certain that they are written without an exponent. */
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(38);

    @Property
    void textCanBeReadBack(@ForAll("parts") List<@Nullable Object> parts) {
        assertThat(new Reader(textOf(parts)).parts()).isEqualTo(parts);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyKindOfPartCanBeReadBack(@ForAll("anything") List<@Nullable Object> parts) {
        assertThat(new Reader(textOf(parts)).parts()).isEqualTo(PlainParts.of(parts));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void partsOfEveryKindMeetOnlyIfTheyAreTheSame(@ForAll("crowdsOfAnything") List<List<@Nullable Object>> crowd) {
        Map<String, List<@Nullable Object>> seen = new HashMap<>();
        for (List<@Nullable Object> parts : crowd) {
            List<@Nullable Object> plain = PlainParts.of(parts);
            List<@Nullable Object> other = seen.putIfAbsent(textOf(parts), plain);
            assertThat(other == null || other.equals(plain)).isTrue();
        }
    }

    @Property(tries = 20)
    void veryLongPartsCanBeReadBack(@ForAll @IntRange(min = 1, max = 50) int thousands, @ForAll char character) {
        List<@Nullable Object> parts = List.of(String.valueOf(character).repeat(1000 * thousands), "b");
        assertThat(new Reader(textOf(parts)).parts()).isEqualTo(parts);
    }

    @Property(tries = 200)
    void partsThatAreMadeOfTheGrammarsOwnCharactersDoNotMeet(@ForAll("crowds") List<List<@Nullable Object>> crowd) {
        Map<String, List<@Nullable Object>> seen = new HashMap<>();
        for (List<@Nullable Object> parts : crowd) {
            List<@Nullable Object> other = seen.putIfAbsent(textOf(parts), parts);
            assertThat(other == null || other.equals(parts)).isTrue();
        }
    }

    @Property
    void wellFormedTextIsItsPercentEncodedUtf8(@ForAll("wellFormed") String text) {
        assertThat(URLDecoder.decode(textOf(List.of(text)), UTF_8)).isEqualTo(text);
    }

    @Property
    void textHasNoCharactersThatAnotherToolWouldReadOtherwise(@ForAll("parts") List<@Nullable Object> parts) {
        assertThat(textOf(parts)).matches("[A-Za-z0-9._~%:@(),-]*");
    }

    @Property
    void numbersMeetExactlyWhenTheyAreEqual(@ForAll BigDecimal first, @ForAll BigDecimal second, @ForAll byte zeros) {
        BigDecimal longer = first.setScale(first.scale() + Math.abs(zeros));

        assertThat(textOf(List.of(longer))).isEqualTo(textOf(List.of(first)));
        assertThat(textOf(List.of(first)).equals(textOf(List.of(second)))).isEqualTo(first.compareTo(second) == 0);
        assertThat(new BigDecimal(textOf(List.of(first)))).isEqualByComparingTo(first);
    }

    @Property
    void doublesMeetTheirDecimalForm(@ForAll double number) {
        assertThat(textOf(List.of(number))).isEqualTo(textOf(List.of(new BigDecimal(Double.toString(number)))));
    }

    @Property
    void wholeNumbersMeetInEveryType(@ForAll int number) {
        assertThat(List.of(
                        textOf(List.of(number)),
                        textOf(List.of((long) number)),
                        textOf(List.of((double) number)),
                        textOf(List.of(BigDecimal.valueOf(number, 0).setScale(3)))))
                .containsOnly(Integer.toString(number));
    }

    @Provide
    Arbitrary<List<@Nullable Object>> parts() {
        return elements(2, anyText()).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<List<@Nullable Object>>> crowds() {
        Arbitrary<String> marks = Arbitraries.strings().withChars(":@(),%null").ofMaxLength(2);
        return elements(2, marks).list().ofMaxSize(2).list().ofSize(200);
    }

    @Provide
    Arbitrary<List<@Nullable Object>> anything() {
        return nested(2, scalars(anyText())).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<List<@Nullable Object>>> crowdsOfAnything() {
        Arbitrary<String> few = Arbitraries.of("", "1", "-1", "AQ", "true", "@null", "@none", "(1)", "1,1");
        return nested(2, scalars(few)).list().ofMaxSize(2).list().ofSize(200);
    }

    /** Every kind of single value that can be part of a key. */
    private static Arbitrary<@Nullable Object> scalars(Arbitrary<String> texts) {
        return Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.integers().between(-2, 2).asGeneric(),
                Arbitraries.bigDecimals().between(LARGEST.negate(), LARGEST).asGeneric(),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(3).asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.of(Freshness.class).asGeneric(),
                Arbitraries.longs()
                        .between(0, 4_000_000_000L)
                        .map(Instant::ofEpochSecond)
                        .asGeneric(),
                Arbitraries.longs().map(bits -> new UUID(bits, ~bits)).asGeneric(),
                Arbitraries.just((Object) Optional.empty()).injectNull(0.5));
    }

    /** Values, and optionals, lists, sets and arrays of them down to a depth. */
    private static Arbitrary<@Nullable Object> nested(int depth, Arbitrary<@Nullable Object> leaf) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<@Nullable Object> within = nested(depth - 1, leaf);
        return Arbitraries.oneOf(
                leaf,
                within.list().ofMaxSize(3).asGeneric(),
                within.list().ofMaxSize(3).map(HashSet::new).asGeneric(),
                within.array(Object[].class).ofMaxSize(3).asGeneric(),
                within.map(Optional::ofNullable).asGeneric());
    }

    @Provide
    Arbitrary<String> wellFormed() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMaxSize(20)
                .map(points -> String.join("", points));
    }

    /** Texts, lone surrogates among them, null, and lists of them down to a depth. */
    private static Arbitrary<@Nullable Object> elements(int depth, Arbitrary<String> texts) {
        Arbitrary<@Nullable Object> leaf = texts.asGeneric().injectNull(0.1);
        return depth == 0
                ? leaf
                : Arbitraries.oneOf(
                        leaf, elements(depth - 1, texts).list().ofMaxSize(3).asGeneric());
    }

    private static Arbitrary<String> anyText() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange(Character.MIN_VALUE, Character.MAX_VALUE)
                        .ofMaxLength(8),
                Arbitraries.strings().withChars(":@(),%null\uD83D\uDE00").ofMaxLength(6));
    }

    private static String textOf(List<? extends @Nullable Object> parts) {
        return CacheKey.of("cache", parts).text();
    }

    /** Reads a text back as the grammar says. */
    private static final class Reader {

        private final String text;
        private int position;

        Reader(String text) {
            this.text = text;
        }

        List<@Nullable Object> parts() {
            List<@Nullable Object> parts = separated(':');
            assertThat(position).isEqualTo(text.length());
            return parts;
        }

        private List<@Nullable Object> separated(char separator) {
            List<@Nullable Object> elements = new ArrayList<>();
            if (text.startsWith("@none", position)) {
                position += "@none".length();
                return elements;
            }
            elements.add(element());
            while (position < text.length() && text.charAt(position) == separator) {
                position++;
                elements.add(element());
            }
            return elements;
        }

        private @Nullable Object element() {
            if (text.startsWith("@null", position)) {
                position += "@null".length();
                return null;
            }
            if (position < text.length() && text.charAt(position) == '(') {
                position++;
                List<@Nullable Object> elements = separated(',');
                assertThat(text.charAt(position)).isEqualTo(')');
                position++;
                return elements;
            }
            return string();
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            while (position < text.length() && ":,()@".indexOf(text.charAt(position)) < 0) {
                if (text.charAt(position) == '%') {
                    string.appendCodePoint(character());
                } else {
                    string.append(text.charAt(position++));
                }
            }
            return string.toString();
        }

        private int character() {
            int lead = octet();
            int following = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            int character = following == 0 ? lead : lead & (0x3F >> following);
            for (int i = 0; i < following; i++) {
                character = (character << 6) | (octet() & 0x3F);
            }
            return character;
        }

        private int octet() {
            int octet = Integer.parseInt(text.substring(position + 1, position + 3), 16);
            position += 3;
            return octet;
        }
    }
}
