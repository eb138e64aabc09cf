package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Slot;

/** The names of Redis keys, and of the control fields of their hashes. */
final class KeyNames {

    private final String prefix;

    KeyNames(String prefix) {
        this.prefix = prefix;
    }

    /** The hash that holds everything of a key: {@code <prefix>:<cache>:<key>}. */
    String entry(CacheKey key) {
        return prefix + ':' + key.cacheName() + ':' + key.text();
    }

    /** What the names of all hashes of a cache begin with, and of no other cache: {@code <prefix>:<cache>:}. */
    String beginningOf(String cacheName) {
        return prefix + ':' + cacheName + ':';
    }

    /** The lock of a slot: {@code <prefix>:@lock:<cache>:<key>}, and {@code :<variant>} if the variant is not empty. */
    String lock(Slot slot) {
        String lock =
                prefix + ":@lock:" + slot.key().cacheName() + ':' + slot.key().text();
        return slot.variant().isEmpty() ? lock : lock + ':' + slot.variant();
    }

    /** The leader of a task and the state of the task: {@code <prefix>:@lead:<name>}. */
    String leader(String name) {
        return prefix + ":@lead:" + name;
    }

    /** The field of the stamp of a variant. */
    static String stamp(String variant) {
        return variant.isEmpty() ? "@x" : "@x:" + variant;
    }

    /** The field of the lease of a variant. */
    static String lease(String variant) {
        return variant.isEmpty() ? "@l" : "@l:" + variant;
    }

    /** The field of the value of a variant in the layout <em>blob</em>. */
    static String value(String variant) {
        return "@v:" + variant;
    }
}
