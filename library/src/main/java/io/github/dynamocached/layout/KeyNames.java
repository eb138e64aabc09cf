package io.github.dynamocached.layout;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Slot;

/** The names of Redis keys, and of the control fields of their hashes. */
public final class KeyNames {

    private final String prefix;

    /**
     * The names below a prefix.
     *
     * @param prefix the first part of every name
     */
    public KeyNames(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The hash that holds everything of a key: {@code <prefix>:<cache>:<key>}.
     *
     * @param key the key of an entry
     * @return the name of its hash
     */
    public String entry(CacheKey key) {
        return prefix + ':' + key.cacheName() + ':' + key.text();
    }

    /**
     * What the names of all hashes of a cache begin with, and of no other cache: {@code <prefix>:<cache>:}.
     *
     * @param cacheName the name of the cache
     * @return the beginning of the names
     */
    public String beginningOf(String cacheName) {
        return prefix + ':' + cacheName + ':';
    }

    /**
     * The lock of a slot: {@code <prefix>:@lock:<cache>:<key>}, and {@code :<variant>} if the variant is not empty.
     *
     * @param slot the slot to lock
     * @return the name of its lock
     */
    public String lock(Slot slot) {
        String lock =
                prefix + ":@lock:" + slot.key().cacheName() + ':' + slot.key().text();
        return slot.variant().isEmpty() ? lock : lock + ':' + slot.variant();
    }

    /**
     * The leader of a task and the state of the task: {@code <prefix>:@lead:<name>}.
     *
     * @param name the name of the task
     * @return the name of its hash
     */
    public String leader(String name) {
        return prefix + ":@lead:" + name;
    }

    /**
     * The field of the stamp of a variant.
     *
     * @param variant the variant, empty for the usual one
     * @return the name of the field
     */
    public static String stamp(String variant) {
        return variant.isEmpty() ? "@x" : "@x:" + variant;
    }

    /**
     * The field of the lease of a variant.
     *
     * @param variant the variant, empty for the usual one
     * @return the name of the field
     */
    public static String lease(String variant) {
        return variant.isEmpty() ? "@l" : "@l:" + variant;
    }

    /** The field of the value of a variant in the layout <em>blob</em>. */
    static String value(String variant) {
        return "@v:" + variant;
    }
}
