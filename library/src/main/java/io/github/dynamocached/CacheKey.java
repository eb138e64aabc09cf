package io.github.dynamocached;

import java.util.List;

/**
 * The key of one entry: the name of its cache and the text of its key parts. All variants of a result live under one
 * key and die with it.
 *
 * <p>The text follows a grammar of one line: every part is percent-encoded as in RFC 3986 (all bytes of its UTF-8 form
 * except the unreserved characters {@code A-Z a-z 0-9 - . _ ~}), and the parts are joined by colons. See
 * {@link #of(String, List)} for the text of each type of part.
 *
 * <p>{@link #toString()} names the cache alone: keys never reach logs and messages.
 */
public final class CacheKey {

    private final String cacheName;
    private final String text;

    private CacheKey(String cacheName, String text) {
        this.cacheName = cacheName;
        this.text = text;
    }

    /**
     * The key of the given parts. Texts are taken as they are; numbers are canonical ({@code 1}, {@code 1.0} and
     * {@code 1L} are one part, without exponent up to 38 digits); bytes ({@code byte[]}, {@code ByteBuffer}) are
     * base64url without padding; enums are their names; {@code java.util.Date} and the types of {@code java.time} their ISO-8601
     * form; an {@code Optional} its value; null is {@code @null}; collections and arrays are their elements in order (those of a
     * set in the order of their texts), in parentheses and joined by commas; no part or element at all is {@code @none}.
     *
     * @param cacheName the name of the cache
     * @param parts the parts in order, nulls allowed
     * @return the key
     * @throws IllegalArgumentException if a part is of a type that has no text; the message names the type, not the part
     */
    public static CacheKey of(String cacheName, List<?> parts) {
        return new CacheKey(cacheName, KeyGrammar.textOf(parts));
    }

    /**
     * Stands for all keys of a cache, where evictions are concerned. Its text is that of no key, because the grammar has
     * no asterisk.
     *
     * @param cacheName the name of the cache
     * @return what is to be evicted
     */
    public static CacheKey everyKeyOf(String cacheName) {
        return new CacheKey(cacheName, "*");
    }

    /**
     * Whether some part of the key is null, or an element of one is.
     *
     * @return true where the key may not be known yet, as that of an item whose identifier is set by who writes it
     */
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

    /**
     * The name of the cache that the key belongs to.
     *
     * @return the name of the cache
     */
    public String cacheName() {
        return cacheName;
    }

    /**
     * The encoded key parts, as they stand in the key of the Redis hash after the prefix and the name of the cache.
     *
     * @return the text, never to be logged
     */
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
