package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed blobs: what is stored, and what a reader makes of bytes that somebody else has written. */
class CompressingCodecTests {

    private static final int LARGEST = 100_000;
    private static final String LONG = "a long text, ".repeat(1000);

    private final ValueCodec texts = codec(String.class, 100);

    private static ValueCodec codec(Type type, long above) {
        return Codecs.forCache(CacheSettings.named("any")
                        .compressAbove(above)
                        .maxEntrySize(LARGEST)
                        .build())
                .codecOf(type);
    }

    private static byte[] encoded(ValueCodec codec, Object value) {
        byte[] blob = codec.encode(value)[0];
        return blob == null ? new byte[0] : blob;
    }

    /** A blob of a length and a raw stream of deflate. */
    private static byte[] blob(int length, byte[] deflated) {
        return ByteBuffer.allocate(5 + deflated.length)
                .put((byte) 1)
                .putInt(length)
                .put(deflated)
                .array();
    }

    private static byte[] deflated(byte[] bytes) {
        byte[] deflated = new byte[bytes.length + 100];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    private static byte[] json(String text) {
        return ('"' + text + '"').getBytes(UTF_8);
    }

    private void assertRefused(byte[] blob, String why) {
        assertThatThrownBy(() -> texts.decode(new byte[][] {blob}))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage("A value of type java.lang.String cannot be decoded: " + why + ".");
    }

    @Test
    void smallBlobFollowsAZero() {
        assertThat(encoded(texts, "short")).isEqualTo("\0\"short\"".getBytes(UTF_8));
        assertThat(encoded(texts, "x".repeat(98)))
                .as("100 bytes")
                .isEqualTo(("\0\"" + "x".repeat(98) + '"').getBytes(UTF_8));
    }

    @Test
    void largeBlobIsItsLengthAndRawDeflate() throws IOException {
        ByteBuffer blob = ByteBuffer.wrap(encoded(texts, LONG));

        assertThat(blob.get()).isEqualTo((byte) 1);
        assertThat(blob.getInt()).isEqualTo(13_002);
        byte[] stream = Arrays.copyOfRange(blob.array(), 5, blob.limit());
        assertThat(stream.length).isLessThan(200);
        Inflater raw = new Inflater(true);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(stream), raw).readAllBytes())
                .isEqualTo(json(LONG));
        raw.end();
    }

    @Test
    void blobOfAnotherWriterIsRead() {
        assertThat(texts.decode(new byte[][] {blob(13_002, deflated(json(LONG)))}))
                .isEqualTo(LONG);
        assertThat(texts.decode(new byte[][] {"\0\"short\"".getBytes(UTF_8)})).isEqualTo("short");
    }

    @Test
    void blobThatCompressionWouldNotMakeSmallerFollowsAZero() {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        ValueCodec bytes = CompressingCodecTests.codec(byte[].class, 1);
        ValueCodec numbers = CompressingCodecTests.codec(long.class, 1);

        assertThat(encoded(bytes, random)).hasSizeLessThan(11_000).startsWith(1);
        assertThat(encoded(numbers, 1234567890123L)).isEqualTo("\0001234567890123".getBytes(UTF_8));
        assertThat(encoded(numbers, 12L)).isEqualTo("\00012".getBytes(UTF_8));
    }

    @Test
    void blobOverTheLimitIsNotCompressedSoThatItIsTooLarge() {
        assertThat(encoded(texts, "x".repeat(LARGEST - 2))).hasSizeLessThan(1000);
        assertThat(encoded(texts, "x".repeat(LARGEST - 1))).hasSize(1 + LARGEST + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGEST + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void lengthThatMayNotBeIsRefused(int length) {
        assertRefused(blob(length, deflated(json(LONG))), "The compressed bytes claim to be more than they may be");
    }

    @Test
    void lengthIsRefusedBeforeMemoryIsAllocated() {
        long most = 512L * 1024 * 1024;
        ValueCodec large = Codecs.forCache(CacheSettings.named("any")
                        .compressAbove(1)
                        .maxEntrySize(most)
                        .build())
                .codecOf(String.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] bomb = blob((int) most, deflated(new byte[90_000]));
        assertThat(bomb.length).isLessThan(1000);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> large.decode(new byte[][] {bomb}))
                    .hasMessageContaining("claim to be more than they may be");
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(most / 10);
    }

    @Test
    void streamOfMoreThanItsLengthIsRefused() {
        byte[] stream = deflated(json(LONG));
        for (int less : List.of(1, 2, 1000, 13_001)) {
            assertRefused(blob(13_002 - less, stream), "The compressed bytes are not as long as they claim");
        }
        byte[] bomb = deflated(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(LARGEST);
        assertRefused(blob(LARGEST, bomb), "The compressed bytes are not as long as they claim");
    }

    @Test
    void streamOfLessThanItsLengthIsRefused() {
        byte[] stream = deflated(json(LONG));
        for (int more : List.of(1, 2, 1000)) {
            assertRefused(blob(13_002 + more, stream), "The compressed bytes are not as long as they claim");
        }
    }

    @Test
    void streamThatEndsEarlyIsRefused() {
        byte[] stream = deflated(json(LONG));
        for (int length = 20; length < stream.length; length++) {
            assertRefused(
                    blob(13_002, Arrays.copyOf(stream, length)), "The compressed bytes are not as long as they claim");
        }
        assertRefused(blob(13_002, new byte[0]), "The compressed bytes claim to be more than they may be");
    }

    @Test
    void bytesBehindTheStreamAreRefused() {
        byte[] stream = deflated(json(LONG));
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(stream);
        two.writeBytes(stream);
        for (byte[] longer : List.of(Arrays.copyOf(stream, stream.length + 1), two.toByteArray())) {
            assertRefused(blob(13_002, longer), "The compressed bytes are not as long as they claim");
        }
    }

    @Test
    void streamThatIsNoneIsRefused() {
        assertRefused(blob(100, new byte[] {-1, -1, -1, -1}), "The compressed bytes are broken");
    }

    @Test
    void blobWithoutItsFirstByteIsRefused() {
        String why = "The bytes do not say whether they are compressed";
        for (byte[] blob :
                List.of(json("short"), new byte[0], new byte[] {1}, new byte[] {1, 0, 0, 1}, new byte[] {2})) {
            assertRefused(blob, why);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFLATED_JSON", "DEFLATED_CBOR"})
    void entitiesKeepTheirFieldsAndTheirFormat(Form form) {
        assertThat(form.of(Customer.class).format().schema())
                .isEqualTo(Codecs.of(Customer.class).format().schema());
        assertThat(form.of(Customer.class).encode(Customer.ann()))
                .isDeepEqualTo(Codecs.of(Customer.class).encode(Customer.ann()));
    }

    record Card(String name) {}

    @Test
    void partOfAnEntityIsReadFromItsBlobAndFromTheEntity() {
        ValueCodec cards = Form.DEFLATED_JSON.codecs().projectionOf(Card.class, Customer.class, List.of("name"));
        EntryFormat plain =
                Codecs.projectionOf(Card.class, Customer.class, "name").format();
        Card card = new Card("Ann ".repeat(100));

        assertThat(encoded(cards, card)).hasSizeLessThan(100).startsWith(1);
        assertThat(Codecs.roundTrip(cards, card)).isEqualTo(card);
        assertThat(cards.decode(new byte[][] {null, "Ann".getBytes(UTF_8)})).isEqualTo(new Card("Ann"));
        assertThat(cards.format().type()).isEqualTo(plain.type());
        assertThat(cards.format().schema()).isNotEqualTo(plain.schema());
        assertThat(cards.format().projection()).usingRecursiveComparison().isEqualTo(plain.projection());
    }

    @Test
    void endsOfItemsAreThoseOfTheValue() {
        Customer customer = Customer.ann();
        customer.setVisits(1_700_000_000);
        ValueCodec customers = Form.DEFLATED_JSON.codecs().blobOf(Customer.class);

        assertThat(customers.endsOf(customer, "visits"))
                .isNotEqualTo(ItemEnds.NONE)
                .isEqualTo(Codecs.blobOf(Customer.class).endsOf(customer, "visits"));
    }
}
