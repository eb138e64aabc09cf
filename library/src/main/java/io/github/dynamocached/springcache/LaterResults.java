package io.github.dynamocached.springcache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What methods return whose values arrive later. */
final class LaterResults {

    private LaterResults() {}

    /** The value in what a method has returned, null for none. */
    static @Nullable CompletableFuture<?> futureOf(@Nullable Object returned) {
        return returned instanceof CompletionStage<?> stage ? stage.toCompletableFuture() : null;
    }
}
