package io.github.dynamocached.aop;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reads and evictions of one cache, compared with each other. */
final class CacheUses {

    private static final Logger log = LoggerFactory.getLogger(CacheUses.class);

    private final String cache;
    private final List<Stored> stored = new ArrayList<>();
    private final List<Stored> reads = new ArrayList<>();
    private final List<Evict> evicts = new ArrayList<>();
    private boolean complete = true;
    private boolean inCode;

    CacheUses(String cache) {
        this.cache = cache;
    }

    /** @param single whether it is a read of one key; puts and reads of many are meant to share entries with one */
    private record Stored(Place place, Class<?> beanClass, ResultSlots slots, boolean single) {

        KeyShape key() {
            return slots.key().shape();
        }
    }

    private record Evict(Place place, KeyShape key) {}

    void addRead(Place place, Class<?> beanClass, CachedRead read) {
        Stored added = new Stored(place, beanClass, read.slots(), read instanceof CachedRead.OfOne);
        reads.add(added);
        stored.add(added);
    }

    /** Says where a put stores, which evicts as well. */
    void addPut(Place place, Class<?> beanClass, ResultSlots slots) {
        stored.add(new Stored(place, beanClass, slots, false));
    }

    void addEvict(Place place, KeyShape key) {
        evicts.add(new Evict(place, key));
    }

    /** Says that code uses the cache, which may evict what no method does. */
    void addCode() {
        inCode = true;
    }

    /** Says that there is a use of which nothing more is known. */
    void addUnknown() {
        complete = false;
    }

    /** Methods that keep in the same entries what cannot be in one. */
    void findConflicts(Problems problems) {
        for (int i = 0; i < stored.size(); i++) {
            for (int j = i + 1; j < stored.size(); j++) {
                compare(stored.get(i), stored.get(j), problems);
            }
        }
    }

    private void compare(Stored first, Stored second, Problems problems) {
        if (!first.slots().meet(second.slots()) || first.place().equals(second.place())) {
            return;
        }
        String both = first.place() + ": it and " + second.place().method();
        if (!first.slots().type().equals(second.slots().type())) {
            problems.add(both + " keep different entities in the same entries of the cache '" + cache
                    + "'. Give each entity a cache of its own.");
        } else if (!first.slots().lifetime().equals(second.slots().lifetime())) {
            problems.add(both + " share the entries of the cache '" + cache + "', but not how long they live: "
                    + first.slots().lifetime() + " here, " + second.slots().lifetime()
                    + " there. Say the same on both, or give one of them a cache of its own.");
        } else if (first.single()
                && second.single()
                && !first.slots().areEntities()
                && !first.slots().arePartial()
                && first.slots().variant() == null
                && first.beanClass() == second.beanClass()) {
            log.warn(
                    "{} and {} share the entries of the cache '{}', because their results are of one type. Where they"
                            + " return different things for one key, give each a variant, such as \"'{}'\".",
                    first.place(),
                    second.place().method(),
                    cache,
                    second.place().methodName());
        }
    }

    /**
     * Evictions that meet no read, and reads that no eviction meets: both only if everybody is known. Code is not: it may
     * evict. But an eviction by a method that meets no read by a method is a mistake far more often than one for code.
     */
    void findStrangers(Problems problems) {
        if (!complete || reads.isEmpty() || evicts.isEmpty()) {
            return;
        }
        for (Evict evict : evicts) {
            if (reads.stream().noneMatch(read -> read.key().meets(evict.key()))) {
                problems.add(evict.place() + ": its key has the parts " + evict.key() + ", but in the cache '" + cache
                        + "' " + reads.get(0).place().method() + " reads keys of "
                        + reads.get(0).key()
                        + ". Write the same parts in the same order on both."
                        + (inCode ? " Give what only code reads a cache of its own." : ""));
            }
        }
        for (Stored read : reads) {
            if (!inCode && evicts.stream().noneMatch(evict -> evict.key().meets(read.key()))) {
                problems.add(read.place() + ": its key has the parts " + read.key() + ", but in the cache '" + cache
                        + "' " + evicts.get(0).place().method() + " evicts keys of "
                        + evicts.get(0).key()
                        + ", so its entries are never evicted. Write the same parts in the same order on both, or read"
                        + " from another cache.");
            }
        }
    }
}
