package io.github.dynamocached.tracking;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.ToldKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The caches whose keys are told, each with who is told. Immutable.
 *
 * @param prefix the first part of every key
 * @param caches who is told, by the name of the cache
 * @param version how often a cache was added
 */
record TrackedKeys(String prefix, Map<String, ToldKeys> caches, int version) {

    TrackedKeys {
        caches = Map.copyOf(caches);
    }

    /** The keys of no cache. */
    static TrackedKeys none(String prefix) {
        return new TrackedKeys(prefix, Map.of(), 0);
    }

    TrackedKeys with(String cacheName, ToldKeys told) {
        Map<String, ToldKeys> more = new HashMap<>(caches);
        more.put(cacheName, told);
        return new TrackedKeys(prefix, more, version + 1);
    }

    /** What the keys of the caches begin with. None of them is the beginning of another one. */
    List<String> beginnings() {
        return caches.keySet().stream().sorted().map(this::beginningOf).toList();
    }

    private String beginningOf(String cacheName) {
        return prefix + ':' + cacheName + ':';
    }

    /** A channel on which nobody publishes. */
    String silentChannel() {
        return prefix + ":@near";
    }

    /** Tells the cache of a key. A key of no cache is ignored. */
    void tell(String name) {
        int begin = prefix.length() + 1;
        int end = name.startsWith(prefix) ? name.indexOf(':', begin) : -1;
        if (end > 0) {
            String cacheName = name.substring(begin, end);
            ToldKeys told = caches.get(cacheName);
            if (told != null) {
                told.told(CacheKey.ofText(cacheName, name.substring(end + 1)));
            }
        }
    }

    /** Tells all caches that a watch has ended. */
    void tellLost() {
        caches.values().forEach(ToldKeys::lost);
    }

    /** The arguments that begin to tell the keys of all caches. */
    String[] command() {
        List<String> beginnings = beginnings();
        String[] words = new String[4 + 2 * beginnings.size()];
        words[0] = "CLIENT";
        words[1] = "TRACKING";
        words[2] = "ON";
        words[3] = "BCAST";
        for (int i = 0; i < beginnings.size(); i++) {
            words[4 + 2 * i] = "PREFIX";
            words[5 + 2 * i] = beginnings.get(i);
        }
        return words;
    }
}
