package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.ValueFormat;
import org.springframework.util.ClassUtils;

/** Accepts only the formats of values whose library is on the class path. */
final class AvailableFormats {

    private final boolean hasCbor = ClassUtils.isPresent("tools.jackson.dataformat.cbor.CBORMapper", null);

    /** @throws RefusedSettingException if the library of the format is missing; it names the dependency to add */
    ValueFormat accepted(ValueFormat format) {
        if (format == ValueFormat.CBOR && !hasCbor) {
            throw new RefusedSettingException(
                    "",
                    "format",
                    format,
                    "json, or add the dependency tools.jackson.dataformat:jackson-dataformat-cbor");
        }
        return format;
    }
}
