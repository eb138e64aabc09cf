package io.github.dynamocached.memory;

import io.github.dynamocached.store.Leadership;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The leadership of a node that is alone: it always leads. Its state ends with the JVM. Every stage is complete when returned. */
public final class InMemoryLeadership implements Leadership {

    private final Map<String, Map<String, String>> states = new ConcurrentHashMap<>();

    /** A leadership without any state. */
    public InMemoryLeadership() {}

    @Override
    public CompletionStage<Optional<Map<String, String>>> lead(String name, String node, Duration lease) {
        return CompletableFuture.completedFuture(Optional.of(states.getOrDefault(name, Map.of())));
    }

    @Override
    public CompletionStage<Boolean> keep(
            String name, String node, Duration lease, Map<String, Optional<String>> changes, Duration ttl) {
        states.merge(name, changed(Map.of(), changes), (before, added) -> changed(before, changes));
        return CompletableFuture.completedFuture(true);
    }

    private static Map<String, String> changed(Map<String, String> before, Map<String, Optional<String>> changes) {
        Map<String, String> after = new HashMap<>(before);
        changes.forEach((name, text) -> {
            if (text.isPresent()) {
                after.put(name, text.get());
            } else {
                after.remove(name);
            }
        });
        return Map.copyOf(after);
    }
}
