package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.expression.KeyShape;
import io.github.dynamocached.expression.NearestName;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How annotations and code use caches: the names, compared with the declarations, and for each cache its reads and
 * evictions, compared with each other.
 */
final class CacheUses {

    private static final Logger log = LoggerFactory.getLogger(CacheUses.class);

    private final Map<String, OneCache> caches = new TreeMap<>();
    private final Set<String> read = new HashSet<>();
    private final Map<Place, String> evicted = new LinkedHashMap<>();
    private boolean legible = true;

    /**
     * Uses.
     *
     * @param known the caches that exist
     * @param inCode those that code has asked for: it may evict what no method does
     */
    CacheUses(Collection<String> known, Collection<String> inCode) {
        read.addAll(known);
        inCode.forEach(cache -> of(cache).inCode = true);
    }

    private OneCache of(String cache) {
        return caches.computeIfAbsent(cache, OneCache::new);
    }

    /** Adds a method, of which less is known if it could not be compiled. */
    void add(AnnotatedMethod method) {
        CachedMethod compiled = method.compiledOrNull();
        if (compiled == null) {
            addUnknown(method);
            return;
        }
        addNames(method.operations());
        CachedRead reading = compiled.read();
        if (reading != null) {
            of(reading.slots().cache().settings().name()).addRead(reading, method.beanClass());
        }
        for (CachedWrite write : compiled.writes()) {
            of(write.outcomes().cache().settings().name()).addWrite(write, method.beanClass());
        }
    }

    /** Adds a method of which only the names of its caches are known. */
    void addUnknown(AnnotatedMethod method) {
        addNames(method.operations());
        method.operations().caches().forEach(cache -> of(cache).complete = false);
    }

    private void addNames(Operations operations) {
        if (operations.cached() != null) {
            read.add(operations.cached().cache());
        }
        operations.puts().forEach(put -> evicted.put(put.place(), put.cache()));
        operations.evicts().forEach(evict -> evicted.put(evict.place(), evict.cache()));
        legible &= operations.caches().stream().allMatch(CacheUses::isLegible);
    }

    private static boolean isLegible(String cache) {
        try {
            CacheSettingsBuilder unused = CacheSettings.named(cache);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** The names of all caches that are used. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(evicted.values());
        names.addAll(read);
        names.addAll(caches.keySet());
        return names;
    }

    /** The annotated methods whose results are put into a cache. */
    List<Place> putsInto(String cache) {
        return of(cache).puts;
    }

    /** Adds a table whose writes evict keys of a cache. */
    void addBinding(String place, TableBinding binding) {
        of(binding.cache()).bindings.put(place, binding);
    }

    /** Finds methods that would store different things in the same entries. */
    void findConflicts(Problems problems) {
        caches.values().forEach(cache -> cache.findConflicts(problems));
    }

    /** Finds what has no counterpart: names that nothing else uses, evictions without a read, reads without an eviction. */
    Problems withoutCounterpart(Collection<CacheDeclarations> declarations) {
        Problems problems = new Problems();
        if (legible) {
            evicted.forEach((place, cache) -> {
                boolean elsewhere = declarations.stream().anyMatch(declared -> declared.isReadElsewhere(cache));
                if (!read.contains(cache) && !elsewhere) {
                    problems.add(place + ": no method reads the cache '" + cache + "'. Use " + readerFor(cache)
                            + ", or set read-elsewhere to true if only other applications read the cache.");
                }
            });
            declarations.forEach(declared -> findUnused(declared, problems));
        }
        caches.values().forEach(cache -> cache.findStrangers(problems));
        return problems;
    }

    private String readerFor(String cache) {
        return NearestName.to(cache, read)
                .map(nearest -> "'" + nearest + "'")
                .orElse("a cache that a @DynamoCached method reads");
    }

    /** A name close to another one is misspelt. Any other name may be that of a cache of a child context. */
    private void findUnused(CacheDeclarations declared, Problems problems) {
        Set<String> used = new TreeSet<>(evicted.values());
        used.addAll(read);
        for (String cache : declared.caches()) {
            if (used.stream().noneMatch(name -> declared.mean(cache, name)) && !declared.isReadElsewhere(cache)) {
                String place = declared.placeOf(cache);
                String problem = ": no annotation uses the cache '" + cache + "'";
                NearestName.to(cache, used)
                        .ifPresentOrElse(
                                nearest -> problems.add(place + problem + ". Use "
                                        + declared.placeLike(cache, nearest)
                                        + ", or remove the declaration."),
                                () -> log.warn(
                                        "{}{}, so this has no effect unless a child context uses it. Use the cache in an"
                                                + " annotation, or remove the declaration.",
                                        declared.located(place),
                                        problem));
            }
        }
    }

    /** The reads and evictions of one cache. */
    private static final class OneCache {

        private final String name;
        private final List<Stored> stored = new ArrayList<>();
        private final List<Stored> reads = new ArrayList<>();
        private final List<Evict> evicts = new ArrayList<>();
        private final List<Place> puts = new ArrayList<>();
        private final Map<String, TableBinding> bindings = new TreeMap<>();
        private boolean complete = true;
        private boolean inCode;

        OneCache(String name) {
            this.name = name;
        }

        /** @param single whether it reads one key; puts and reads of many keys are meant to share entries with it */
        private record Stored(ResultSlots slots, Class<?> beanClass, boolean single) {

            Place place() {
                return slots.place();
            }

            KeyShape key() {
                return slots.key().shape();
            }
        }

        private record Evict(Place place, KeyShape key) {}

        void addRead(CachedRead reading, Class<?> beanClass) {
            Stored read = new Stored(reading.slots(), beanClass, reading instanceof CachedRead.OfOne);
            reads.add(read);
            stored.add(read);
        }

        /** A put evicts as well. */
        void addWrite(CachedWrite write, Class<?> beanClass) {
            evicts.add(new Evict(write.outcomes().place(), write.keys().shape()));
            if (write instanceof CachedWrite.Put put) {
                puts.add(write.outcomes().place());
                stored.add(new Stored(put.slots(), beanClass, false));
            }
        }

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
            String both = first.place() + ": this method and " + second.place().method();
            if (!first.slots().type().equals(second.slots().type())) {
                problems.add(both + " store different entities in the same entries of the cache '" + name
                        + "'. Give each entity its own cache.");
            } else if (!first.slots().lifetime().equals(second.slots().lifetime())) {
                problems.add(both + " share entries of the cache '" + name + "', but with different lifetimes: "
                        + first.slots().lifetime() + " here, " + second.slots().lifetime()
                        + " there. Set the same ttl and staleWhileRevalidate on both, or use another cache for one.");
            } else if (first.single()
                    && second.single()
                    && !first.slots().areEntities()
                    && !first.slots().arePartial()
                    && first.slots().variant() == null
                    && first.beanClass() == second.beanClass()) {
                log.warn(
                        "{} and {} share entries of the cache '{}', because they return the same type. If they return"
                                + " different values for one key, set a variant on each, for example \"'{}'\".",
                        first.place(),
                        second.place().method(),
                        name,
                        second.place().methodName());
            }
        }

        /** A read of a bound cache has as many key parts as a binding has attributes. */
        private void findUnbound(Stored read, Problems problems) {
            if (bindings.isEmpty()
                    || bindings.values().stream().anyMatch(binding -> read.key().meets(shapeOf(binding)))) {
                return;
            }
            bindings.forEach((place, binding) -> problems.add(place + ": writes to table '" + binding.tableName()
                    + "' evict keys with the parts ("
                    + String.join(", ", binding.attributes()) + ") from the cache '" + name + "', but "
                    + read.place().method() + " reads keys with the parts " + read.key()
                    + ". Name one attribute for each key part of the read, or read from another cache."));
        }

        private static KeyShape shapeOf(TableBinding binding) {
            return KeyShape.of(Collections.nCopies(binding.attributes().size(), KeyShape.Part.VALUE));
        }

        /**
         * Finds evictions that meet no read, and reads that no eviction meets: both only if all methods are known. Code may
         * evict what no method does. But an eviction by a method that meets no read by a method is usually a mistake.
         */
        void findStrangers(Problems problems) {
            reads.forEach(read -> findUnbound(read, problems));
            if (!complete || reads.isEmpty() || evicts.isEmpty()) {
                return;
            }
            for (Evict evict : evicts) {
                if (reads.stream().noneMatch(read -> read.key().meets(evict.key()))) {
                    problems.add(evict.place() + ": it evicts keys with the parts " + evict.key() + ", but "
                            + reads.get(0).place().method() + " reads keys with the parts "
                            + reads.get(0).key() + " from the cache '" + name
                            + "'. Use the same key parts in the same order on both."
                            + (inCode ? " If only code reads such keys, use another cache for them." : ""));
                }
            }
            for (Stored read : reads) {
                if (!inCode
                        && bindings.isEmpty()
                        && evicts.stream().noneMatch(evict -> evict.key().meets(read.key()))) {
                    problems.add(read.place() + ": it reads keys with the parts " + read.key() + ", but "
                            + evicts.get(0).place().method() + " evicts keys with the parts "
                            + evicts.get(0).key() + " from the cache '" + name
                            + "', so its entries are never evicted. Use the same key parts in the same order on both, or"
                            + " read from another cache.");
                }
            }
        }
    }
}
