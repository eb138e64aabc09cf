package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.CacheWrites;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * Evicts for the writes that this JVM makes through the AWS SDK. Each application context has one, from before its beans are
 * created until it is closed. It sees the writes of all clients in the JVM, also of those that are no beans, because the SDK
 * itself creates the interceptor that reports them.
 *
 * <p>Many threads may use it at once. If Redis is down, writes succeed all the same, and their evictions are queued.
 */
public final class TableWrites implements BoundTables, AutoCloseable {

    /** Named at random, because the SDK refuses a second attribute of a name, as of this class in another class loader. */
    private static final ExecutionAttribute<Boolean> WITHOUT_EVICTION =
            new ExecutionAttribute<>("io.github.dynamocached.without-eviction." + UUID.randomUUID());

    /** No table has this name. */
    private static final String ANY_TABLE = "*";

    private static final List<TableWrites> LIVE = new CopyOnWriteArrayList<>();

    private final Set<String> writtenEarly = ConcurrentHashMap.newKeySet();
    private volatile @Nullable TableBindings bindings;

    private TableWrites() {}

    /**
     * Begins to see the writes of this JVM.
     *
     * @return sees writes until it is closed; evicts when tables are bound
     */
    public static TableWrites open() {
        TableWrites opened = new TableWrites();
        LIVE.add(opened);
        return opened;
    }

    /**
     * Lets a request write without evicting anything, for example in a bulk load. Evict the caches of the table when the load
     * has ended, for example with {@code DynamoCaches}: until then reads may return values from before it.
     *
     * @param configuration the override configuration of the request
     * @return the same with this in addition
     */
    public static AwsRequestOverrideConfiguration withoutEviction(AwsRequestOverrideConfiguration configuration) {
        return configuration.toBuilder()
                .putExecutionAttribute(WITHOUT_EVICTION, true)
                .build();
    }

    /** {@inheritDoc} If it is called again, the new bindings replace the old ones. */
    @Override
    public void bind(
            Collection<TableBinding> tables,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches) {
        TableBindings bound = new TableBindings(tables, keyParts, caches);
        bindings = bound;
        Map<CacheWrites, Set<CacheKey>> early = new HashMap<>();
        Set<String> written = writtenEarly.contains(ANY_TABLE) ? bound.tables() : writtenEarly;
        written.forEach(table -> bound.addKeys(WrittenItem.anyOf(table), early));
        writtenEarly.clear();
        early.forEach(CacheWrites::owe);
    }

    /** Sees no writes from now on. */
    @Override
    public void close() {
        LIVE.remove(this);
    }

    /** Whether nobody in this JVM sees writes. */
    static boolean areNone() {
        return LIVE.isEmpty();
    }

    /** Whether a request is to be left alone. */
    static boolean isWithoutEviction(ExecutionAttributes attributes) {
        return attributes.getAttribute(WITHOUT_EVICTION) != null;
    }

    /** Whether some application in this JVM has not bound its tables yet. */
    static boolean areSomeStarting() {
        for (TableWrites writes : LIVE) {
            if (writes.bindings == null) {
                return true;
            }
        }
        return false;
    }

    /** The keys that a request writes, by cache, for all applications in this JVM. */
    static Map<CacheWrites, Set<CacheKey>> keysOf(SdkRequest request) {
        Map<CacheWrites, Set<CacheKey>> keys = new HashMap<>();
        for (TableWrites writes : LIVE) {
            writes.addKeys(request, keys);
        }
        return keys;
    }

    private void addKeys(SdkRequest request, Map<CacheWrites, Set<CacheKey>> keys) {
        TableBindings bound = bindings;
        if (bound == null) {
            noteEarly(request);
            bound = bindings;
        }
        if (bound != null && !bound.tables().isEmpty()) {
            TableBindings current = bound;
            WriteRequests.of(request, current.tables()).forEach(item -> current.addKeys(item, keys));
        }
    }

    /** Nobody knows yet which tables a statement that is not understood may name. */
    private void noteEarly(SdkRequest request) {
        if (WriteRequests.areStatements(request)) {
            writtenEarly.add(ANY_TABLE);
        } else {
            WriteRequests.of(request, Set.of())
                    .map(WrittenItem::table)
                    .filter(Objects::nonNull)
                    .map(TableBindings::nameOf)
                    .forEach(writtenEarly::add);
        }
    }
}
