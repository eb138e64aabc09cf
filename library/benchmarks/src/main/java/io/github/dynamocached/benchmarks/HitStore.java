package io.github.dynamocached.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store that finds the same value under every key, at once. */
final class HitStore extends EmptyStore {

    private static final byte[] STAMP = "stamp".getBytes(UTF_8);

    private final byte[] @Nullable [] fields;

    HitStore(byte[] @Nullable [] fields) {
        this.fields = fields;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return CompletableFuture.completedFuture(
                StoredEntry.found(Freshness.FRESH, false, 10_000, 3_000_000, 5, STAMP, fields, false));
    }
}
