package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the blobs of another codec if they are large.
 *
 * <p>The first byte of a blob is 0 or 1. After 0 comes the blob of the other codec as it is. After 1 come the number of its
 * bytes, in four bytes with the highest first, and the blob in raw deflate (RFC 1951).
 *
 * <p>Anybody may have written what is read, so nothing in it is believed. The number is checked before memory is allocated
 * for it, against {@code max-entry-size} and against the most that deflate can make of so many bytes. The stream has to end
 * with exactly that many bytes, and with the blob.
 */
final class CompressingCodec implements ValueCodec {

    private static final byte AS_IT_IS = 0;
    private static final byte DEFLATED = 1;
    private static final int HEADER = 1 + Integer.BYTES;

    /** 258 bytes from two bits. */
    private static final int MOST_FROM_A_BYTE = 1032;

    private final ValueCodec codec;
    private final EntryFormat format;
    private final long above;
    private final long largest;

    /**
     * A codec.
     *
     * @param codec encodes to blobs
     * @param above the size of the largest blob that is not compressed
     * @param largest the size of the largest blob that is compressed, and that is decoded from compressed bytes
     */
    CompressingCodec(ValueCodec codec, long above, long largest) {
        this.codec = codec;
        this.format = compressed(codec.format());
        this.above = above;
        this.largest = largest;
    }

    /** With another schema: who does not compress must not read these blobs, and the other way round. */
    private static EntryFormat compressed(EntryFormat format) {
        String schema = Fingerprint.ofSchema("deflate " + format.schema());
        EntryFormat projection = format.projection();
        return projection == null
                ? EntryFormat.blob(format.type(), schema)
                : EntryFormat.blobOrProjection(format.type(), schema, projection);
    }

    @Override
    public EntryFormat format() {
        return format;
    }

    @Override
    public boolean areImmutable() {
        return codec.areImmutable();
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        byte[] blob = BlobCodec.blob(codec.encode(value));
        byte[] deflated = blob.length > above && blob.length <= largest ? deflated(blob) : null;
        return new byte[][] {deflated == null ? asItIs(blob) : deflated};
    }

    private static byte[] asItIs(byte[] blob) {
        byte[] bytes = new byte[1 + blob.length];
        bytes[0] = AS_IT_IS;
        System.arraycopy(blob, 0, bytes, 1, blob.length);
        return bytes;
    }

    /** Null if that would not be smaller. */
    private static byte @Nullable [] deflated(byte[] blob) {
        if (blob.length <= HEADER) {
            return null;
        }
        byte[] bytes = new byte[blob.length];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(blob);
            deflater.finish();
            int length = deflater.deflate(bytes, HEADER, bytes.length - HEADER);
            if (!deflater.finished()) {
                return null;
            }
            bytes[0] = DEFLATED;
            for (int i = 1; i < HEADER; i++) {
                bytes[i] = (byte) (blob.length >>> (Byte.SIZE * (HEADER - 1 - i)));
            }
            return Arrays.copyOf(bytes, HEADER + length);
        } finally {
            deflater.end();
        }
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        boolean isOfEntity = fields.length != format.size();
        return codec.decode(isOfEntity ? fields : new byte[][] {blobIn(BlobCodec.blob(fields))});
    }

    private byte[] blobIn(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == AS_IT_IS) {
            return Arrays.copyOfRange(bytes, 1, bytes.length);
        }
        if (bytes.length < HEADER || bytes[0] != DEFLATED) {
            throw new ValueCodecException("The bytes do not say whether they are compressed");
        }
        return inflated(bytes, acceptedLength(bytes));
    }

    private int acceptedLength(byte[] bytes) {
        int length = 0;
        for (int i = 1; i < HEADER; i++) {
            length = (length << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        if (length < 0 || length > largest || length > (long) MOST_FROM_A_BYTE * (bytes.length - HEADER)) {
            throw new ValueCodecException("The compressed bytes claim to be more than they may be");
        }
        return length;
    }

    private static byte[] inflated(byte[] bytes, int length) {
        byte[] blob = new byte[length];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, HEADER, bytes.length - HEADER);
            boolean isWhole = inflater.inflate(blob) == length && endsHere(inflater);
            if (!isWhole) {
                throw new ValueCodecException("The compressed bytes are not as long as they claim");
            }
            return blob;
        } catch (DataFormatException broken) {
            throw new ValueCodecException("The compressed bytes are broken");
        } finally {
            inflater.end();
        }
    }

    /** Whether neither more of the blob nor anything else follows. */
    private static boolean endsHere(Inflater inflater) throws DataFormatException {
        boolean hasMore = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
        return !hasMore && inflater.finished() && inflater.getRemaining() == 0;
    }

    @Override
    public boolean isSame(byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        return Comparison.isSame(this, fields, others);
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return codec.digestOf(value, new byte[][] {blobIn(BlobCodec.blob(fields))});
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return codec.endsOf(value, attribute);
    }
}
