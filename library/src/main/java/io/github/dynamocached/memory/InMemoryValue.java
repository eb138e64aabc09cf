package io.github.dynamocached.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lies under one key: a hash, or something that is none. */
public final class InMemoryValue {

    static final String HOLD_OFF = "@h";

    final boolean isHash;
    final Map<String, byte[]> fields;
    long expiresAt = InMemoryServer.NEVER;

    InMemoryValue(boolean isHash) {
        this(isHash, new TreeMap<>());
    }

    private InMemoryValue(boolean isHash, Map<String, byte[]> fields) {
        this.isHash = isHash;
        this.fields = fields;
    }

    boolean isValueAlone() {
        return fields.keySet().stream()
                .noneMatch(field ->
                        field.equals(HOLD_OFF) || field.equals("@w") || field.equals("@l") || field.startsWith("@l:"));
    }

    InMemoryValue copy() {
        InMemoryValue copy = new InMemoryValue(isHash, new TreeMap<>(fields));
        copy.expiresAt = expiresAt;
        return copy;
    }

    @Nullable
    String text(String field) {
        byte[] bytes = fields.get(field);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    void put(String field, String text) {
        fields.put(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void holdOff(long now, Duration holdOff) {
        if (holdOff.toMillis() > 0) {
            long until = now + holdOff.toMillis();
            put(HOLD_OFF, String.valueOf(until));
            lengthen(until);
        }
    }

    /**
     * The hash, to read and to change.
     *
     * @return the fields by their names
     */
    public Map<String, byte[]> fields() {
        return fields;
    }

    /**
     * Sets when the key expires.
     *
     * @param deadline in milliseconds of the server's clock
     */
    public void expireAt(long deadline) {
        expiresAt = deadline;
    }

    /**
     * Lets the key live at least as long as that.
     *
     * @param deadline in milliseconds of the server's clock
     */
    public void lengthen(long deadline) {
        if (expiresAt == InMemoryServer.NEVER || expiresAt < deadline) {
            expiresAt = deadline;
        }
    }
}
