package io.github.dynamocached.aop;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the consistency of each cache at the start.
 *
 * @param ports has the caches
 * @param bound says which of them writes to tables evict
 */
record LevelLog(CachePorts ports, BoundCaches bound) {

    private static final Logger log = LoggerFactory.getLogger(DynamoCachingAdvisor.class);

    /** Says how the caches read, and first what keeps their loads from being consistent. */
    void write() {
        Optional<String> problem = ports.loadCheck().problem();
        Collection<ReadThroughCache> caches = ports.caches().all();
        boolean anyReadsConsistently = caches.stream().anyMatch(cache -> cache.consistency() != Consistency.EVENTUAL);
        if (anyReadsConsistently && problem.isPresent()) {
            log.warn("Loads may return outdated items: {}", problem.get());
        }
        String loads = problem.isPresent()
                ? "nothing makes its loads consistent, see the warning above"
                : "its loads use consistent reads, which cost twice the read units";
        caches.forEach(cache -> logLevel(cache, loads));
    }

    private String whoEvicts(String cache) {
        return bound.binds(cache) ? "writes to its table evict it" : "a method evicts from it";
    }

    private void logLevel(ReadThroughCache cache, String loads) {
        String name = cache.settings().name();
        boolean chosen = cache.settings().consistency() != null;
        switch (cache.consistency()) {
            case STRICT ->
                log.info("Cache '{}' is strict ({}): {}.", name, chosen ? "as configured" : whoEvicts(name), loads);
            case FENCED ->
                log.info(
                        "Cache '{}' is fenced (as configured): {}. Every write is announced to Redis before it is made.",
                        name,
                        loads);
            case EVENTUAL ->
                log.info(
                        "Cache '{}' is eventual ({}): after a write its loads may return an outdated item for a moment.",
                        name,
                        chosen ? "as configured" : "no method evicts from it");
        }
    }
}
