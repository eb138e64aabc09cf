package io.github.dynamocached;

import java.util.List;

/**
 * The key of one entry: the name of its cache and the text of its key parts. All variants of a result are stored under one
 * key and are evicted together.
 *
 * <p>Each part is percent-encoded as in RFC 3986: all bytes of its UTF-8 form except the unreserved characters
 * {@code A-Z a-z 0-9 - . _ ~}. The parts are joined by colons. {@link #of(String, List)} documents the text of each type.
 *
 * <p>{@link #toString()} returns only the name of the cache, because keys must not reach logs and messages.
 */
public final class CacheKey {

    private final String cacheName;
    private final String text;

    private CacheKey(String cacheName, String text) {
        this.cacheName = cacheName;
        this.text = text;
    }

    /**
     * Builds the key from its parts:
     *
     * <ul>
     *   <li>A text stays as it is. An enum becomes its name, an {@code Optional} its value, null {@code @null}.
     *   <li>A number is canonical: {@code 1}, {@code 1.0} and {@code 1L} are the same part. It has no exponent up to 38
     *       digits.
     *   <li>Bytes ({@code byte[]}, {@code ByteBuffer}) become base64url without padding.
     *   <li>{@code java.util.Date} and the types of {@code java.time} become their ISO-8601 form.
     *   <li>A collection or an array becomes its elements in parentheses, joined by commas. The elements of a set are sorted
     *       by their texts. No part or no element at all becomes {@code @none}.
     * </ul>
     *
     * @param cacheName the name of the cache
     * @param parts the parts in order, nulls allowed
     * @return the key
     * @throws IllegalArgumentException if a type cannot be part of a key; the message names the type, not the value
     */
    public static CacheKey of(String cacheName, List<?> parts) {
        return new CacheKey(cacheName, KeyGrammar.textOf(parts));
    }

    /**
     * The key of a text that {@link #text()} has returned, on this node or another.
     *
     * @param cacheName the name of the cache
     * @param text the encoded parts; not checked
     * @return the key
     */
    public static CacheKey ofText(String cacheName, String text) {
        return new CacheKey(cacheName, text);
    }

    /**
     * Stands for all keys of a cache in an eviction. No key has its text, because an asterisk is always encoded.
     *
     * @param cacheName the name of the cache
     * @return what to evict
     */
    public static CacheKey everyKeyOf(String cacheName) {
        return new CacheKey(cacheName, "*");
    }

    /** {@return whether a part of the key, or an element of one, is null, as for an item that has no identifier yet} */
    public boolean hasNull() {
        return text.contains(KeyGrammar.NULL);
    }

    /**
     * Whether this stands for all keys of its cache.
     *
     * @return true for what {@link #everyKeyOf} returns
     */
    public boolean isEveryKey() {
        return text.equals("*");
    }

    /** {@return the name of the cache} */
    public String cacheName() {
        return cacheName;
    }

    /** {@return the encoded parts, which follow the prefix and the cache name in the Redis key. Never log them} */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey that && text.equals(that.text) && cacheName.equals(that.cacheName);
    }

    @Override
    public int hashCode() {
        return 31 * cacheName.hashCode() + text.hashCode();
    }

    @Override
    public String toString() {
        return "key of cache '" + cacheName + "'";
    }
}
