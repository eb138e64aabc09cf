package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.memory.InMemoryValue;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of a client of another stored format, as they run while a new version of the library is rolled out. Around each
 * command the stamps of the two formats change places, so that each client finds only its own, and overwrites and drops
 * those of others as any unreadable stamp.
 */
final class OtherFormat extends BrokenScripts {

    private static final String NAME = InMemoryEntryStore.nameOf(SearchScenario.SLOT.key());
    private static final String HIDDEN = " of the other format";

    private final Set<String> own;

    private OtherFormat(EntryStore intact, InMemoryServer server, Set<String> own) {
        super(intact, server);
        this.own = own;
    }

    /** Some clients have the other format: stamps differ, and nothing else. */
    static BrokenVariant of(String... clients) {
        return withOwn(Set.of(), clients);
    }

    /** The formats would also have control fields of their own, which the other one does not know. */
    static BrokenVariant withOwn(Set<String> fields, String... clients) {
        Set<String> others = Set.of(clients);
        return BrokenVariant.scripts(
                (intact, server, client) -> others.contains(client) ? new OtherFormat(intact, server, fields) : intact);
    }

    private <T> CompletionStage<T> translated(Supplier<CompletionStage<T>> command) {
        translate();
        try {
            return command.get();
        } finally {
            translate();
        }
    }

    private void translate() {
        InMemoryValue value = server().find(NAME);
        if (value != null) {
            Map<String, byte[]> fields = new TreeMap<>(value.fields());
            value.fields().clear();
            fields.forEach((field, bytes) -> value.fields().put(translated(field), translated(field, bytes)));
        }
    }

    private String translated(String field) {
        if (field.endsWith(HIDDEN)) {
            return field.substring(0, field.length() - HIDDEN.length());
        }
        return own.contains(field) ? field + HIDDEN : field;
    }

    private static byte[] translated(String field, byte[] bytes) {
        byte[] others = bytes;
        if (field.startsWith("@x") && bytes.length > 0) {
            others = bytes.clone();
            others[0] = (byte) (bytes[0] == '1' ? '2' : '1');
        }
        return others;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return translated(() -> super.read(slot, format, lease));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return translated(() -> super.acquire(slot, format, request));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return translated(() -> super.fill(slot, format, fill, fields));
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return translated(() -> super.release(slot, nonce));
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return translated(() -> super.begin(key, fence));
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return translated(() -> super.beginPut(slot, fence));
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return translated(() -> super.evict(key, holdOff, writer));
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return translated(() -> super.evictAll(cacheName, holdOff));
    }
}
