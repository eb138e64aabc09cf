package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the keys of one attribute of one method. */
final class KeyBuilder implements WrittenKeys {

    private final String cacheName;
    private final @Nullable KeyParts parts;
    private final KeyShape shape;
    private final String where;

    /**
     * A builder.
     *
     * @param shape what is known of the keys
     * @param where names the attribute in messages
     */
    KeyBuilder(String cacheName, KeyParts parts, KeyShape shape, String where) {
        this(parts, cacheName, shape, where);
    }

    private KeyBuilder(@Nullable KeyParts parts, String cacheName, KeyShape shape, String where) {
        this.cacheName = cacheName;
        this.parts = parts;
        this.shape = shape;
        this.where = where;
    }

    /** Builds what stands for all keys of a cache, whatever the call. */
    static KeyBuilder ofAll(String cacheName) {
        return new KeyBuilder(null, cacheName, KeyShape.UNKNOWN, "");
    }

    /**
     * The key for a call.
     *
     * @throws MisuseException if the expression fails or its value cannot be part of a key
     */
    CacheKey keyFor(Call call) {
        if (parts == null) {
            return CacheKey.everyKeyOf(cacheName);
        }
        try {
            return CacheKey.of(cacheName, parts.partsFor(call));
        } catch (IllegalArgumentException refused) {
            throw new MisuseException(where + " gives no key. " + refused.getMessage());
        }
    }

    /** Whether the key may be another one when it is computed again for the same call. */
    boolean mayChange() {
        return parts != null && parts.mayChange();
    }

    @Override
    public List<CacheKey> keysFor(Call call) {
        return List.of(keyFor(call));
    }

    @Override
    public KeyShape shape() {
        return shape;
    }

    @Override
    public boolean needsResult() {
        return parts != null && parts.needsResult();
    }
}
