package io.github.dynamocached.codec;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.store.ValueCodec;

/**
 * How a cache writes its blobs.
 *
 * @param format the format of values that are not entities
 * @param compressAbove the size in bytes above which blobs are compressed, 0 for never
 * @param largest the size in bytes of the largest compressed blob before it is compressed; 0 if none is
 */
record BlobForm(ValueFormat format, long compressAbove, long largest) {

    /** JSON without compression. */
    static final BlobForm DEFAULT = new BlobForm(ValueFormat.JSON, 0, 0);

    static BlobForm of(CacheSettings settings) {
        long above = settings.compressAbove();
        return new BlobForm(settings.format(), above, above == 0 ? 0 : settings.maxEntrySize());
    }

    /** A codec with the compression of this form. */
    ValueCodec compressing(ValueCodec codec) {
        return compressAbove == 0 ? codec : new CompressingCodec(codec, compressAbove, largest);
    }
}
