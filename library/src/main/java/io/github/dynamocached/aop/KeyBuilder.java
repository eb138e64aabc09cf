package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;

/** Builds the keys of one attribute of one method. */
final class KeyBuilder {

    private final String cacheName;
    private final KeyParts parts;
    private final String where;

    /**
     * A builder.
     *
     * @param where names the attribute in messages
     */
    KeyBuilder(String cacheName, KeyParts parts, String where) {
        this.cacheName = cacheName;
        this.parts = parts;
        this.where = where;
    }

    /**
     * The key for a call.
     *
     * @throws MisuseException if the expression fails or its value cannot be part of a key
     */
    CacheKey keyFor(Call call) {
        try {
            return CacheKey.of(cacheName, parts.partsFor(call));
        } catch (IllegalArgumentException refused) {
            throw new MisuseException(where + " gives no key. " + refused.getMessage());
        }
    }

    boolean needsResult() {
        return parts.needsResult();
    }
}
