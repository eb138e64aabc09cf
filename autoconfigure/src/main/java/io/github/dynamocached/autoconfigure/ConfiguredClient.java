package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.streams.DescribedCaches;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties of caching clients, checked.
 *
 * @param tables the names of the tables, none for no caching client
 * @param keys the declared keys of some of them
 * @param settings how the clients use the cache
 */
record ConfiguredClient(List<String> tables, List<String> keys, ClientSettings settings) implements DescribedCaches {

    private static final String PREFIX = "dynamocached.client.";

    /** Accepts the value of a property, or reports a problem and returns the default. */
    interface Acceptance {
        <T> T accepted(String property, T value, T otherwise, Consumer<T> check);
    }

    static ConfiguredClient of(DynamoCachedProperties.Client set, boolean enabled, Acceptance acceptance) {
        ClientSettings some = ClientSettings.DEFAULT;
        String namespace =
                acceptance.accepted(PREFIX + "namespace", set.namespace(), some.namespace(), some::withNamespace);
        Duration items = acceptance.accepted(
                PREFIX + "item-ttl", set.itemTtl(), some.itemTtl(), ttl -> some.withItems(ttl, some.itemNegativeTtl()));
        Duration absences = acceptance.accepted(
                PREFIX + "item-negative-ttl",
                set.itemNegativeTtl(),
                some.itemNegativeTtl(),
                ttl -> some.withItems(some.itemTtl(), ttl));
        Duration queries =
                acceptance.accepted(PREFIX + "query-ttl", set.queryTtl(), some.queryTtl(), some::withQueries);
        Duration scans = acceptance.accepted(PREFIX + "scan-ttl", set.scanTtl(), some.scanTtl(), some::withScans);
        Duration indexes = acceptance.accepted(
                PREFIX + "index-query-ttl", set.indexQueryTtl(), some.indexQueryTtl(), some::withIndexQueries);
        ClientSettings all =
                new ClientSettings(namespace, set.reads() && enabled, items, absences, queries, scans, indexes);
        List<String> tables =
                acceptance.accepted(PREFIX + "tables", set.tables(), List.of(), ConfiguredClient::requireNames);
        return new ConfiguredClient(tables, keys(set, acceptance), all);
    }

    private static void requireNames(List<String> tables) {
        try {
            CachingDynamoDbClient.builder().tables(tables);
        } catch (IllegalArgumentException refused) {
            throw new RefusedSettingException("", "client.tables", tables, "the names of tables, without ARNs");
        }
    }

    private static List<String> keys(DynamoCachedProperties.Client set, Acceptance acceptance) {
        return acceptance.accepted(PREFIX + "keys", set.keys(), List.of(), declarations -> {
            CachingDynamoDbClient.Builder builder = CachingDynamoDbClient.builder();
            declarations.forEach(builder::keys);
            if (!set.tables().isEmpty() && !set.tables().containsAll(tablesOf(declarations))) {
                throw new RefusedSettingException(
                        "", "client.keys", declarations, "only tables that are in dynamocached.client.tables");
            }
        });
    }

    private static List<String> tablesOf(List<String> declarations) {
        return declarations.stream()
                .map(declaration -> declaration.substring(0, declaration.indexOf('/')))
                .toList();
    }

    /** The names of the caches of the clients. */
    Set<String> caches() {
        return tables.stream()
                .flatMap(table -> Stream.of(
                        settings.itemsOf(table),
                        settings.queriesOf(table),
                        settings.indexesOf(table),
                        settings.scansOf(table)))
                .collect(Collectors.toSet());
    }

    /** A stream evicts what the clients cache. */
    @Override
    public List<TableBinding> bindingsOf(String table, List<String> keyAttributes) {
        return tables.contains(table) ? settings.bindingsOf(table, keyAttributes) : List.of();
    }

    /** Gives the caches of the clients their own defaults. */
    CacheSettingsBuilder customized(String cache, CacheSettingsBuilder builder) {
        if (!tables.isEmpty()) {
            settings.customize(cache, builder);
        }
        return builder;
    }
}
