package io.github.dynamocached.codec;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import tools.jackson.core.type.TypeReference;

/** The forms in which a cache may write blobs. Compression begins early, so that small values are compressed too. */
enum Form {
    JSON(ValueFormat.JSON, 0),
    CBOR(ValueFormat.CBOR, 0),
    DEFLATED_JSON(ValueFormat.JSON, 8),
    DEFLATED_CBOR(ValueFormat.CBOR, 8);

    private final ValueFormat format;
    private final long compressAbove;

    Form(ValueFormat format, long compressAbove) {
        this.format = format;
        this.compressAbove = compressAbove;
    }

    CacheSettings settings() {
        return CacheSettings.named("any")
                .format(format)
                .compressAbove(compressAbove)
                .build();
    }

    ValueCodecs codecs() {
        return Codecs.forCache(settings());
    }

    ValueCodec of(Type type) {
        return codecs().codecOf(type);
    }

    ValueCodec of(TypeReference<?> type) {
        return of(type.getType());
    }
}
