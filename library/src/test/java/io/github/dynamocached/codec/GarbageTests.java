package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Labelled;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ValueCodec;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies in a slot, decoding ends with a value of the type or with a {@link ValueCodecException}. */
class GarbageTests {

    private static final List<Sample> SAMPLES =
            Arrays.stream(Form.values()).flatMap(GarbageTests::samplesIn).toList();

    private static Stream<Sample> samplesIn(Form form) {
        Stream<Sample> ofEntities = form == Form.CBOR
                ? Stream.of()
                : Stream.of(
                        new Sample(form.of(Customer.class), Customer.ann()),
                        new Sample(form.of(Turn.class), Turn.of("s", 1, "text")),
                        new Sample(form.of(Everything.class), Everything.nested()),
                        new Sample(form.of(Labelled.class), labelled()),
                        new Sample(form.codecs().blobOf(Everything.class), Everything.nested()),
                        new Sample(
                                form.of(Codecs.generic(List.class, Turn.class)),
                                List.of(Turn.of("s", 1, "a"), Turn.of("s", 2, ""))));
        return Stream.concat(
                ofEntities,
                Stream.of(
                        new Sample(form.of(String.class), "a text"),
                        new Sample(form.of(int.class), 17),
                        new Sample(form.of(byte[].class), new byte[] {1, 2, 3}),
                        new Sample(form.of(byte[].class), new byte[1000]),
                        new Sample(
                                form.of(ZonedDateTime.class),
                                ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]")),
                        new Sample(form.of(TimeUnit.class), TimeUnit.DAYS),
                        new Sample(form.of(Mixed.class), Mixed.sample())));
    }

    @Property
    void randomBytesNeverEndInAForeignException(
            @ForAll("samples") Sample sample, @ForAll List<byte @Nullable []> bytes) {
        byte[] @Nullable [] fields = new byte[sample.codec.format().size()][];
        for (int i = 0; i < fields.length && i < bytes.size(); i++) {
            fields[i] = bytes.get(i);
        }

        assertDecodesOrRefuses(sample, fields);
    }

    @Property
    void spoiltEntriesNeverEndInAForeignException(
            @ForAll("samples") Sample sample, @ForAll int field, @ForAll("spoils") Spoil spoil) {
        byte[] @Nullable [] fields = sample.codec.encode(sample.value);
        int position = Math.floorMod(field, fields.length);
        byte[] bytes = fields[position];
        fields[position] = spoil.apply(bytes == null ? new byte[0] : bytes);

        assertDecodesOrRefuses(sample, fields);
    }

    @Property(tries = 100)
    void entriesOfOtherTypesNeverEndInAForeignException(
            @ForAll("samples") Sample sample, @ForAll("samples") Sample other) {
        byte[] @Nullable [] foreign = other.codec.encode(other.value);

        assertDecodesOrRefuses(sample, foreign);
        assertDecodesOrRefuses(
                sample, Arrays.copyOf(foreign, sample.codec.format().size()));
    }

    @Test
    void everySampleComesBackAsItWas() {
        for (Sample sample : SAMPLES) {
            byte[] @Nullable [] encoded = sample.codec.encode(sample.value);
            assertThat(sample.codec.encode(sample.codec.decode(encoded)))
                    .as(sample.codec.format().type())
                    .isDeepEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "\"SECRET\"",
                "{\"SECRET\":\"SECRET\"}",
                "{6:SECRET6:SECRET",
                "[6:SECRET",
                "#SECRET",
                "(S6:SECRET",
                "{\"amount\":\"SECRET\"}",
                "{\"texts\":{\"SECRET\":[]}}",
                "{\"last\":\"SECRET\"}"
            })
    void messagesHoldNoValues(String garbage) {
        int refused = 0;
        for (Sample sample : SAMPLES) {
            byte[] @Nullable [] fields = new byte[sample.codec.format().size()][];
            Arrays.fill(fields, garbage.getBytes(ISO_8859_1));
            try {
                sample.codec.decode(fields);
            } catch (ValueCodecException e) {
                refused++;
                assertThat(e).hasNoCause();
                assertThat(e.toString()).doesNotContain("SECRET");
            }
        }
        assertThat(refused).isGreaterThan(SAMPLES.size() / 2);
    }

    @Test
    void valueThatHoldsItselfIsRefused() {
        Everything endless = Everything.nested();
        endless.setInner(endless);
        Link link = new Link();
        link.next = new Link();
        link.next.next = link;

        assertThatThrownBy(() -> Codecs.of(Everything.class).encode(endless))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage("A value of type io.github.dynamocached.entities.Everything cannot be encoded:"
                        + " java.lang.StackOverflowError.");
        assertThatThrownBy(() -> Codecs.of(Link.class).encode(link))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause();
    }

    @Property
    void anyTextComesBackOrIsRefused(
            @ForAll @CharRange(from = Character.MIN_VALUE, to = Character.MAX_VALUE) String text) {
        Customer customer = Customer.ann();
        customer.setName(text);

        assertComesBackOrIsRefused(Codecs.of(Customer.class), customer);
        assertComesBackOrIsRefused(Codecs.of(String.class), text);
        assertComesBackOrIsRefused(
                Codecs.of(Codecs.generic(Map.class, String.class, String.class)), Map.of(text, text));
        assertComesBackOrIsRefused(Form.CBOR.of(String.class), text);
        assertComesBackOrIsRefused(
                Form.CBOR.of(Codecs.generic(Map.class, String.class, String.class)), Map.of(text, text));
    }

    @Test
    void bytesHoldNoClassNames() {
        for (Sample sample : SAMPLES) {
            for (byte[] field : sample.codec.encode(sample.value)) {
                String text = field == null ? "" : new String(field, ISO_8859_1);
                assertThat(text)
                        .as(sample.codec.format().type())
                        .doesNotContain("java.", "io.github", "dynamocached", "software.amazon", "Mixed", "class");
            }
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(SAMPLES);
    }

    @Provide
    Arbitrary<Spoil> spoils() {
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, 10_000);
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(6),
                Arbitraries.of("null", "{}", "[]", "\"\"", "0", "-1e999999999", "true", "[", "{", "(S", "*", "1:"));
        return Combinators.combine(positions, Arbitraries.integers().between(0, 20), pieces)
                .as(Spoil::new);
    }

    private static void assertDecodesOrRefuses(Sample sample, byte[] @Nullable [] fields) {
        try {
            assertThat(sample.codec.decode(fields))
                    .hasSameClassAs(sample.codec.decode(sample.codec.encode(sample.value)));
        } catch (ValueCodecException e) {
            assertThat(e).hasNoCause();
        }
    }

    private static void assertComesBackOrIsRefused(ValueCodec codec, Object value) {
        byte[] @Nullable [] encoded;
        try {
            encoded = codec.encode(value);
        } catch (ValueCodecException e) {
            assertThat(e).hasNoCause();
            return;
        }
        assertThat(codec.decode(encoded)).isEqualTo(value);
    }

    private static Labelled labelled() {
        Labelled labelled = new Labelled();
        labelled.setId("l1");
        labelled.setLabels(Map.of("colour", "red"));
        return labelled;
    }

    static final class Link {
        public @Nullable Link next;
    }

    record Sample(ValueCodec codec, Object value) {}

    /** Replaces some bytes by others. */
    record Spoil(int position, int length, String text) {
        byte[] apply(byte[] bytes) {
            byte[] piece = text.getBytes(ISO_8859_1);
            int from = position % (bytes.length + 1);
            int to = Math.min(bytes.length, from + length);
            byte[] spoilt = Arrays.copyOf(bytes, bytes.length - (to - from) + piece.length);
            System.arraycopy(piece, 0, spoilt, from, piece.length);
            System.arraycopy(bytes, to, spoilt, from + piece.length, bytes.length - to);
            return spoilt;
        }
    }

    record Mixed(
            long number,
            BigDecimal amount,
            Optional<Turn> last,
            Map<TimeUnit, List<String>> texts,
            Set<Double> shares,
            boolean flag,
            char letter) {

        static Mixed sample() {
            return new Mixed(
                    1,
                    new BigDecimal("2.50"),
                    Optional.of(Turn.of("s", 3, "x")),
                    Map.of(TimeUnit.DAYS, List.of("a", "b")),
                    Set.of(0.5),
                    true,
                    'c');
        }
    }
}
