package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of caches as annotations, code and declarations use them: a misspelt one meets nobody. */
final class CacheNames {

    private static final Logger log = LoggerFactory.getLogger(CacheNames.class);

    private final Set<String> read = new HashSet<>();
    private final Map<Place, String> evicted = new LinkedHashMap<>();
    private boolean legible = true;

    /**
     * Names.
     *
     * @param inCode the caches that code asked for by name
     */
    CacheNames(Collection<String> inCode) {
        read.addAll(inCode);
    }

    void add(Operations operations) {
        if (operations.cached() != null) {
            read.add(operations.cached().cache());
        }
        operations.puts().forEach(put -> evicted.put(put.place(), put.cache()));
        operations.evicts().forEach(evict -> evicted.put(evict.place(), evict.cache()));
        legible &= operations.caches().stream().allMatch(CacheNames::isLegible);
    }

    private static boolean isLegible(String cache) {
        try {
            CacheSettingsBuilder unused = CacheSettings.named(cache);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** What is wrong with the names: nothing that one could be sure of, while some annotation does not tell its own. */
    Problems problems(Collection<CacheDeclarations> declarations) {
        Problems problems = new Problems();
        if (legible) {
            evicted.forEach((place, cache) -> {
                boolean elsewhere = declarations.stream().anyMatch(declared -> declared.isReadElsewhere(cache));
                if (!read.contains(cache) && !elsewhere) {
                    problems.add(place + ": no method reads the cache '" + cache + "'. "
                            + readerFor(cache)
                            + ", or set read-elsewhere for one that only other applications read.");
                }
            });
            declarations.forEach(declared -> addUnknown(declared, problems));
        }
        return problems;
    }

    /** A name that is near to another one is misspelt. One that is not may be that of a cache of a child context. */
    private void addUnknown(CacheDeclarations declared, Problems problems) {
        Set<String> known = new TreeSet<>(evicted.values());
        known.addAll(read);
        for (String cache : declared.caches()) {
            if (known.stream().noneMatch(name -> declared.mean(cache, name)) && !declared.isReadElsewhere(cache)) {
                String problem = declared.placeOf(cache) + ": no annotation names the cache '" + cache + "'.";
                NearestName.to(cache, known)
                        .ifPresentOrElse(
                                nearest -> problems.add(problem + " Write " + declared.placeLike(cache, nearest)
                                        + " if that is meant, or remove it here."),
                                () -> log.warn(
                                        "{} It does nothing, unless a child context has such a cache. Name it in an"
                                                + " annotation, or remove it here.",
                                        problem));
            }
        }
    }

    private String readerFor(String cache) {
        return NearestName.to(cache, read)
                .map(nearest -> "Write '" + nearest + "' if that is meant")
                .orElse("Name a cache that some @DynamoCached reads");
    }
}
