package io.github.dynamocached.client;

import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What the builders of both kinds of clients have in common. */
final class ClientBuilding {

    private static final Logger log = LoggerFactory.getLogger(ClientBuilding.class);

    /** The endpoint and region of each namespace, by the caches that it is in. */
    private static final Map<ReadThroughCaches, Map<String, String>> ENDPOINTS = new WeakHashMap<>();

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final Set<String> tables = new LinkedHashSet<>();
    private final Map<String, KnownTable> declared = new LinkedHashMap<>();
    private ClientSettings settings = ClientSettings.DEFAULT;
    private @Nullable ReadThroughCaches caches;

    void caches(ReadThroughCaches chosen) {
        caches = chosen;
    }

    void settings(ClientSettings chosen) {
        settings = chosen;
    }

    void tables(Collection<String> names) {
        for (String name : names) {
            if (name.isBlank() || name.startsWith("arn:")) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not the name of a table. List the names of tables, without ARNs.");
            }
            tables.add(name);
        }
    }

    void keys(String declaration) {
        KnownTable table = KnownTable.declared(declaration);
        declared.put(table.name(), table);
    }

    /** The tables of a client that is about to be wrapped. */
    ListedTables tablesOf(AwsClient client, Function<String, CompletableFuture<TableDescription>> describe) {
        ReadThroughCaches chosen = required(caches, "caches");
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("A caching client has no tables. List at least one with table(...).");
        }
        for (String table : declared.keySet()) {
            if (!tables.contains(table)) {
                throw new IllegalArgumentException("The keys of table '" + table
                        + "' are declared, but the table is not listed. List it with table(...).");
            }
        }
        AwsServiceClientConfiguration configuration = configurationOf(client);
        if (configuration != null) {
            claimNamespace(chosen, configuration);
            tellOfInterceptors(configuration);
        }
        return new ListedTables(tables, declared, settings, chosen, describe, System::nanoTime);
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("A caching client needs " + name + ". Set " + name + "(...).");
        }
        return value;
    }

    /** Null for a client that has none, such as that of DAX, or a mock. */
    private static @Nullable AwsServiceClientConfiguration configurationOf(AwsClient client) {
        try {
            return client.serviceClientConfiguration();
        } catch (UnsupportedOperationException hasNone) {
            return null;
        }
    }

    /** Two tables of one name, in two regions, must not share entries. */
    private void claimNamespace(ReadThroughCaches chosen, AwsServiceClientConfiguration configuration) {
        String endpoint = configuration.endpointOverride().map(Object::toString).orElse("") + " in region "
                + configuration.region();
        synchronized (ENDPOINTS) {
            String owner = ENDPOINTS
                    .computeIfAbsent(chosen, caches -> new ConcurrentHashMap<>())
                    .putIfAbsent(settings.namespace(), endpoint);
            if (owner != null && !owner.equals(endpoint)) {
                throw new IllegalArgumentException("The namespace '" + settings.namespace()
                        + "' belongs to a caching client of endpoint " + owner.strip() + ", so it cannot be used for "
                        + endpoint.strip() + ". Give each endpoint and region a namespace of its own.");
            }
        }
    }

    /** The caching client answers before the interceptors of the application run. */
    private static void tellOfInterceptors(AwsServiceClientConfiguration configuration) {
        List<ExecutionInterceptor> interceptors =
                configuration.overrideConfiguration().executionInterceptors();
        for (ExecutionInterceptor interceptor : interceptors) {
            String name = interceptor.getClass().getName();
            boolean isForeign = Arrays.asList("io.github.dynamocached.", "software.amazon.awssdk.").stream()
                    .noneMatch(name::startsWith);
            if (isForeign && TOLD.add(name)) {
                log.warn(
                        "A caching client answers reads before the interceptor {} runs. If it changes the name of a table or a"
                                + " key, as for tenants, requests of different tenants share entries: then list none of these"
                                + " tables. If it only observes requests, there is nothing to do.",
                        name);
            }
        }
    }
}
