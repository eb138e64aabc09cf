package io.github.dynamocached.aop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A cached repository of some style, as its tests see it: each call has begun when its method returns. */
interface AnyRepository {

    CompletableFuture<@Nullable String> find(String id);

    CompletableFuture<Map<String, String>> findAll(List<String> ids);

    CompletableFuture<@Nullable String> save(String id, String value);

    CompletableFuture<@Nullable String> store(String id, String value);
}
