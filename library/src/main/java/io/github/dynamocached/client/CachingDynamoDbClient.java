package io.github.dynamocached.client;

import io.github.dynamocached.cache.ReadThroughCaches;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes a {@link DynamoDbClient} that answers reads of listed tables from the cache, and evicts for its writes. Everything that
 * takes a client takes it: the enhanced client, paginators, libraries.
 *
 * <p>GetItem, BatchGetItem, Query and Scan are answered from the cache if they are eventually consistent. All other requests,
 * and those of other tables, go to the client of the application. Without Redis all go there: a read takes at most the budget of
 * a call longer. A request that DynamoDB would refuse goes there too, so exceptions are those of DynamoDB.
 *
 * <p>The first read or write of a table waits up to two seconds for its DescribeTable. A write returns when its evictions are
 * acknowledged, or when they are queued after the budget of an eviction.
 */
public final class CachingDynamoDbClient {

    private CachingDynamoDbClient() {}

    /** {@return a builder without a client, caches or tables} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Ends caching by a client that is used further: its reads go to DynamoDB, and it no longer evicts. The client of the
     * application stays open. A client that is not caching is left alone.
     *
     * @param client a caching client
     */
    public static void detach(DynamoDbClient client) {
        ClientHandler.detach(client);
    }

    /** Builds caching clients. Used by one thread. */
    public static final class Builder {

        private final ClientBuilding building = new ClientBuilding();
        private @Nullable DynamoDbClient client;

        private Builder() {}

        /**
         * The client that is asked for everything that is not cached. Closing the caching client closes it.
         *
         * @param plain the client
         * @return this
         */
        public Builder client(DynamoDbClient plain) {
            client = plain;
            return this;
        }

        /**
         * The caches. Their settings should be {@linkplain ClientSettings#customize customized} by the settings of the client.
         *
         * @param caches over one Redis
         * @return this
         */
        public Builder caches(ReadThroughCaches caches) {
            building.caches(caches);
            return this;
        }

        /**
         * How the client uses the caches; {@link ClientSettings#DEFAULT} by default.
         *
         * @param settings the settings
         * @return this
         */
        public Builder settings(ClientSettings settings) {
            building.settings(settings);
            return this;
        }

        /**
         * Adds a table whose reads are answered from the cache. Its keys are asked for with DescribeTable, once and then each
         * hour.
         *
         * @param name the name of the table
         * @return this
         * @throws IllegalArgumentException if it is blank or an ARN
         */
        public Builder table(String name) {
            return tables(List.of(name));
        }

        /**
         * Adds tables, as {@link #table} does.
         *
         * @param names their names
         * @return this
         * @throws IllegalArgumentException if one is blank or an ARN
         */
        public Builder tables(Collection<String> names) {
            building.tables(names);
            return this;
        }

        /**
         * Declares the keys of a listed table, for credentials that may not call DescribeTable. What DescribeTable says replaces
         * them. Queries of local indexes are not cached while only a declaration is known.
         *
         * @param declaration {@code table/partition-key} or {@code table/partition-key/sort-key}, with {@code :N} after a number
         *     and {@code :B} after binary, for example {@code turns/session/number:N}
         * @return this
         * @throws IllegalArgumentException if it has another form
         */
        public Builder keys(String declaration) {
            building.keys(declaration);
            return this;
        }

        /**
         * Builds the client, and begins to describe the tables in the background.
         *
         * @return the caching client
         * @throws IllegalArgumentException if there is no client, are no caches or no tables, if keys of another table are
         *     declared, or if a client of another endpoint or region has the namespace
         */
        public DynamoDbClient build() {
            DynamoDbClient plain = ClientBuilding.required(client, "client");
            ListedTables tables = building.tablesOf(
                    plain,
                    name -> CompletableFuture.supplyAsync(() -> plain.describeTable(request -> request.tableName(name))
                            .table()));
            return (DynamoDbClient) Proxy.newProxyInstance(
                    DynamoDbClient.class.getClassLoader(),
                    new Class<?>[] {DynamoDbClient.class},
                    new SyncHandler(plain, tables));
        }
    }
}
