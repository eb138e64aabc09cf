package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.VariantState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint shows what lies under a key.
 *
 * @param entry the state
 * @param fields the values as they are stored, by the names of their fields; empty if they are not to be shown
 */
record EntryDetails(EntryState entry, Map<String, byte[]> fields) {

    private static final String BLOB = "@v:";

    Map<String, Object> asMap() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("timeToLive", text(entry.timeToLive()));
        details.put("holdOff", text(entry.holdOff()));
        details.put("fences", entry.fences());
        List<Map<String, Object>> variants =
                entry.variants().stream().map(this::detailsOf).toList();
        details.put("variants", variants);
        return details;
    }

    private Map<String, Object> detailsOf(VariantState variant) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("variant", variant.variant());
        details.put("freshness", variant.freshness().name().toLowerCase(Locale.ROOT));
        details.put("negative", variant.negative());
        details.put("leased", variant.leased());
        details.put("bytes", variant.bytes());
        details.put("age", text(variant.age()));
        details.put("freshFor", text(variant.freshFor()));
        details.put("staleFor", text(variant.staleFor()));
        details.put("loadTime", text(variant.loadTime()));
        Object value = variant.negative() ? null : valueOf(variant.variant());
        if (value != null) {
            details.put("value", value);
        }
        return details;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }

    /** An entity is shown attribute by attribute. Any other value is one field. */
    private @Nullable Object valueOf(String variant) {
        byte[] blob = fields.get(BLOB + variant);
        if (blob != null) {
            return text(blob);
        }
        Map<String, String> attributes = new TreeMap<>();
        fields.forEach((name, bytes) -> {
            if (!name.startsWith(BLOB)) {
                attributes.put(name, text(bytes));
            }
        });
        return variant.isEmpty() && !attributes.isEmpty() ? attributes : null;
    }

    /** Compressed values and those in CBOR are no text. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes);
        }
    }
}
