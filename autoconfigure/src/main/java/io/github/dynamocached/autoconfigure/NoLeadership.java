package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.store.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The leadership of an application without Redis: it never leads. */
final class NoLeadership implements Leadership {

    @Override
    public CompletionStage<Optional<Map<String, String>>> lead(String name, String node, Duration lease) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> keep(
            String name, String node, Duration lease, Map<String, Optional<String>> changes, Duration ttl) {
        return CompletableFuture.completedFuture(false);
    }
}
