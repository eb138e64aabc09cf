package io.github.dynamocached.memory;

import java.util.Map;

/**
 * What lies under one key, never changed.
 *
 * @param fields the hash, empty where there is no key
 * @param expiresAt when the key expires, in milliseconds of the server's clock
 */
public record InMemoryContent(Map<String, String> fields, long expiresAt) {

    /** No key. */
    public static final InMemoryContent NONE = new InMemoryContent(Map.of(), 0);
}
