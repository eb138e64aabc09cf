package io.github.dynamocached.client;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.TableBinding;
import java.time.Duration;
import java.util.List;

/**
 * How caching clients use the cache. The caches of a table are named {@code <namespace>.<table>.items},
 * {@code .queries}, {@code .indexes} and {@code .scans}. A writing client evicts from the first two, whatever the settings say,
 * because other nodes may have other settings.
 *
 * @param namespace the first part of the names of the caches: letters, digits, dots, underscores and hyphens. One namespace
 *     belongs to one endpoint and region
 * @param reads whether reads are answered from the cache. If not, reads go to DynamoDB and writes evict: the first of the two
 *     steps of a roll-out
 * @param itemTtl the greatest age of an item, 0 to cache none
 * @param itemNegativeTtl how long it is known that there is no item, 0 to cache no absence
 * @param queryTtl the greatest age of a page of a query of a table or of a local index, 0 to cache none
 * @param scanTtl the greatest age of a page of a scan, 0 to cache none. No write evicts it
 * @param indexQueryTtl the greatest age of a page of a query of a global index, 0 to cache none. No write evicts it
 */
public record ClientSettings(
        String namespace,
        boolean reads,
        Duration itemTtl,
        Duration itemNegativeTtl,
        Duration queryTtl,
        Duration scanTtl,
        Duration indexQueryTtl)
        implements CacheSettingsCustomizer {

    /** Items for 5 minutes, absences for 30 seconds, queries for a minute. No scans, no queries of global indexes. */
    public static final ClientSettings DEFAULT = new ClientSettings(
            "client",
            true,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ZERO);

    private static final String ITEMS = ".items";
    private static final String QUERIES = ".queries";
    private static final String INDEXES = ".indexes";
    private static final String SCANS = ".scans";
    private static final int PAGES_OF_PARTITION = 20;
    private static final long SIZE_OF_QUERY = 256L * 1024;
    private static final long SIZE_OF_SCAN = 2L * 1024 * 1024;

    /**
     * Checks the settings.
     *
     * @param namespace the first part of the names of the caches
     * @param reads whether reads are answered from the cache
     * @param itemTtl the greatest age of an item, 0 to cache none
     * @param itemNegativeTtl how long it is known that there is no item, 0 to cache no absence
     * @param queryTtl the greatest age of a page of a query of a table or of a local index, 0 to cache none
     * @param scanTtl the greatest age of a page of a scan, 0 to cache none
     * @param indexQueryTtl the greatest age of a page of a query of a global index, 0 to cache none
     * @throws IllegalArgumentException if the namespace cannot begin the name of a cache, or a time is negative or between 0 and
     *     a millisecond
     */
    public ClientSettings {
        requireNamespace(namespace);
        requireTtl("client.item-ttl", itemTtl);
        requireTtl("client.item-negative-ttl", itemNegativeTtl);
        requireTtl("client.query-ttl", queryTtl);
        requireTtl("client.scan-ttl", scanTtl);
        requireTtl("client.index-query-ttl", indexQueryTtl);
    }

    private static void requireNamespace(String name) {
        try {
            CacheSettingsBuilder unused = CacheSettings.named(name);
        } catch (IllegalArgumentException refused) {
            throw new RefusedSettingException(
                    "", "client.namespace", name, "letters, digits, dots, underscores and hyphens");
        }
    }

    private static void requireTtl(String name, Duration ttl) {
        if (!ttl.isZero() && ttl.toMillis() < 1) {
            throw new RefusedSettingException("", name, ttl, "0 or a duration of a millisecond or more");
        }
    }

    /**
     * These settings with another namespace.
     *
     * @param other the first part of the names of the caches
     * @return the settings
     */
    public ClientSettings withNamespace(String other) {
        return new ClientSettings(other, reads, itemTtl, itemNegativeTtl, queryTtl, scanTtl, indexQueryTtl);
    }

    /**
     * These settings with reads from the cache or without.
     *
     * @param cached whether reads are answered from the cache
     * @return the settings
     */
    public ClientSettings withReads(boolean cached) {
        return new ClientSettings(namespace, cached, itemTtl, itemNegativeTtl, queryTtl, scanTtl, indexQueryTtl);
    }

    /**
     * These settings with other times for items.
     *
     * @param ttl the greatest age of an item, 0 to cache none
     * @param negativeTtl how long it is known that there is no item, 0 to cache no absence
     * @return the settings
     */
    public ClientSettings withItems(Duration ttl, Duration negativeTtl) {
        return new ClientSettings(namespace, reads, ttl, negativeTtl, queryTtl, scanTtl, indexQueryTtl);
    }

    /**
     * These settings with another time for queries of tables and local indexes.
     *
     * @param ttl the greatest age of a page, 0 to cache none
     * @return the settings
     */
    public ClientSettings withQueries(Duration ttl) {
        return new ClientSettings(namespace, reads, itemTtl, itemNegativeTtl, ttl, scanTtl, indexQueryTtl);
    }

    /**
     * These settings with another time for scans.
     *
     * @param ttl the greatest age of a page, 0 to cache none
     * @return the settings
     */
    public ClientSettings withScans(Duration ttl) {
        return new ClientSettings(namespace, reads, itemTtl, itemNegativeTtl, queryTtl, ttl, indexQueryTtl);
    }

    /**
     * These settings with another time for queries of global indexes.
     *
     * @param ttl the greatest age of a page, 0 to cache none
     * @return the settings
     */
    public ClientSettings withIndexQueries(Duration ttl) {
        return new ClientSettings(namespace, reads, itemTtl, itemNegativeTtl, queryTtl, scanTtl, ttl);
    }

    /**
     * The name of the cache of a table's items. A key is the partition key and the sort key, if there is one.
     *
     * @param table the name of the table
     * @return the name
     */
    public String itemsOf(String table) {
        return cacheOf(table, ITEMS);
    }

    /**
     * The name of the cache of queries of a table and its local indexes. A key is the partition key.
     *
     * @param table the name of the table
     * @return the name
     */
    public String queriesOf(String table) {
        return cacheOf(table, QUERIES);
    }

    /**
     * The name of the cache of queries of global indexes. A key is a digest of the request.
     *
     * @param table the name of the table
     * @return the name
     */
    public String indexesOf(String table) {
        return cacheOf(table, INDEXES);
    }

    /**
     * The name of the cache of scans. A key is a digest of the request.
     *
     * @param table the name of the table
     * @return the name
     */
    public String scansOf(String table) {
        return cacheOf(table, SCANS);
    }

    /**
     * The caches that each change of a table evicts: its items by the whole key, its queries by the partition key. Bind them in
     * whatever sees changes that caching clients do not see, such as a stream.
     *
     * @param table the name of the table
     * @param keyAttributes the name of the partition key, and that of the sort key if the table has one; empty if they are not
     *     known
     * @return the bindings; without attributes if the keys are not known
     */
    public List<TableBinding> bindingsOf(String table, List<String> keyAttributes) {
        List<String> partition = keyAttributes.isEmpty() ? keyAttributes : keyAttributes.subList(0, 1);
        return List.of(
                new TableBinding(table, itemsOf(table), keyAttributes),
                new TableBinding(table, queriesOf(table), partition));
    }

    private String cacheOf(String table, String kind) {
        return namespace + '.' + table + kind;
    }

    /** Gives the caches of clients their times and limits, and leaves all other caches alone. */
    @Override
    public void customize(String cacheName, CacheSettingsBuilder settings) {
        if (!cacheName.startsWith(namespace + '.')) {
            return;
        }
        if (cacheName.endsWith(ITEMS)) {
            settings.negativeTtl(itemNegativeTtl);
            setTtl(settings, itemTtl);
        } else if (cacheName.endsWith(QUERIES)) {
            settings.maxVariants(PAGES_OF_PARTITION).maxEntrySize(SIZE_OF_QUERY);
            setTtl(settings, queryTtl);
        } else if (cacheName.endsWith(INDEXES)) {
            settings.maxEntrySize(SIZE_OF_QUERY);
            setTtl(settings, indexQueryTtl);
        } else if (cacheName.endsWith(SCANS)) {
            settings.maxEntrySize(SIZE_OF_SCAN);
            setTtl(settings, scanTtl);
        }
    }

    /** A cache that stores nothing has no use for a time to live, and a cache cannot have one of 0. */
    private static void setTtl(CacheSettingsBuilder settings, Duration ttl) {
        if (!ttl.isZero()) {
            settings.ttl(ttl);
        }
    }
}
