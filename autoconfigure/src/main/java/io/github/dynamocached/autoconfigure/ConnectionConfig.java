package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.Credentials;
import org.redisson.config.SslVerificationMode;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.MasterReplica;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.env.Environment;

/**
 * Turns Boot's connection details into Redisson's configuration. If the details name several kinds of servers, the order is
 * that of Spring Data Redis: sentinels, a cluster, a master with replicas, a single server.
 */
final class ConnectionConfig {

    private static final String PREFIX = "spring.data.redis.";

    private final DataRedisConnectionDetails details;
    private final Environment environment;
    private final String scheme;

    private ConnectionConfig(DataRedisConnectionDetails details, Environment environment) {
        this.details = details;
        this.environment = environment;
        this.scheme = details.getSslBundle() != null || isUrlOfTls() ? "rediss://" : "redis://";
    }

    /**
     * The configuration for the servers of the details.
     *
     * @param environment the source of what the details lack: the scheme of the URL, the client name, the connect timeout
     * @throws MisuseException if the details name no server, or a property is not valid
     */
    static Config of(DataRedisConnectionDetails details, Environment environment) {
        try {
            return new ConnectionConfig(details, environment).config();
        } catch (RuntimeException refused) {
            String url = environment.getProperty(PREFIX + "url");
            throw !(refused instanceof MisuseException)
                            && url != null
                            && String.valueOf(refused.getMessage()).contains(url)
                    ? withoutUrl()
                    : refused;
        }
    }

    /** Replaces Boot's exception, which contains the URL and so maybe a password. */
    private static MisuseException withoutUrl() {
        return new MisuseException("spring.data.redis.url: not a valid address. Use"
                + " redis://user:password@host:port/database, or rediss:// for TLS, with special characters"
                + " percent-encoded.");
    }

    private Config config() {
        Config config = new Config();
        BaseConfig<?> servers = servers(config);
        servers.setClientName(environment.getProperty(PREFIX + "client-name"));
        Binder.get(environment)
                .bind(PREFIX + "connect-timeout", Duration.class)
                .ifBound(time -> servers.setConnectTimeout(Math.toIntExact(time.toMillis())));
        config.setUsername(PresentCredentials.user(details.getUsername()));
        config.setPassword(details.getPassword());
        askAgain(config);
        SslBundle bundle = details.getSslBundle();
        if (bundle != null) {
            trust(config, bundle);
        }
        return config;
    }

    /** Asks for the password at each connect, because it may change while the application runs. */
    private void askAgain(Config config) {
        PresentCredentials ofData =
                new PresentCredentials(() -> PresentCredentials.of(details.getUsername(), details.getPassword()));
        Sentinel sentinel = details.getSentinel();
        AskedCredentials asked = sentinel == null
                ? new AskedCredentials(ofData, null, Set.of())
                : new AskedCredentials(
                        ofData, new PresentCredentials(this::ofSentinels), Set.copyOf(sentinel.getNodes()));
        asked.addTo(config);
    }

    private Credentials ofSentinels() {
        Sentinel sentinel = details.getSentinel();
        return sentinel == null
                ? new Credentials()
                : PresentCredentials.of(sentinel.getUsername(), sentinel.getPassword());
    }

    private BaseConfig<?> servers(Config config) {
        Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            if (BootOrigin.isOfProperties(details) && !environment.containsProperty(PREFIX + "sentinel.master")) {
                throw new MisuseException(
                        PREFIX + "sentinel.master: not set. Set the name of the master that the sentinels watch.");
            }
            return config.useSentinelServers()
                    .setMasterName(sentinel.getMaster())
                    .setDatabase(sentinel.getDatabase())
                    .setSentinelUsername(PresentCredentials.user(sentinel.getUsername()))
                    .setSentinelPassword(sentinel.getPassword())
                    .addSentinelAddress(addresses("sentinel", sentinel::getNodes));
        }
        Cluster cluster = read("cluster", details::getCluster);
        if (cluster != null) {
            return config.useClusterServers().addNodeAddress(addresses("cluster", cluster::getNodes));
        }
        Standalone server = details.getStandalone();
        MasterReplica replication = read("masterreplica", details::getMasterReplica);
        if (replication != null) {
            return config.useReplicatedServers()
                    .setDatabase(server == null ? 0 : server.getDatabase())
                    .addNodeAddress(addresses("masterreplica", replication::getNodes));
        }
        if (server == null) {
            throw new MisuseException(
                    "spring.data.redis: the DataRedisConnectionDetails bean names no server. Set spring.data.redis.url,"
                            + " or define a RedissonClient or RedisConnection bean.");
        }
        return config.useSingleServer()
                .setAddress(address(server.getHost(), server.getPort()))
                .setDatabase(server.getDatabase());
    }

    /** What Boot reads from a list of nodes. It does not say which of its lists has a node that is not {@code host:port}. */
    private <T extends @Nullable Object> T read(String kind, Supplier<T> servers) {
        try {
            return servers.get();
        } catch (IndexOutOfBoundsException | NumberFormatException unreadable) {
            if (!BootOrigin.isOfProperties(details)) {
                throw unreadable;
            }
            throw notNodes(kind);
        }
    }

    private static MisuseException notNodes(String kind) {
        return new MisuseException(
                PREFIX + kind + ".nodes: not a list of servers. Use host:port for each of them, separated by commas.");
    }

    private String[] addresses(String kind, Supplier<List<Node>> nodes) {
        List<Node> all = read(kind, nodes);
        if (all.isEmpty()) {
            throw notNodes(kind);
        }
        return all.stream().map(node -> address(node.host(), node.port())).toArray(String[]::new);
    }

    private String address(String host, int port) {
        return scheme + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Details from another source than the URL have another host. */
    private boolean isUrlOfTls() {
        String url = environment.getProperty(PREFIX + "url", "");
        Standalone server = details.getStandalone();
        return url.startsWith("rediss://") && server != null && url.contains(server.getHost());
    }

    private static void trust(Config config, SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        config.setSslVerificationMode(SslVerificationMode.STRICT);
        config.setSslProtocols(options.getEnabledProtocols());
        config.setSslCiphers(options.getCiphers());
        config.setSslTrustManagerFactory(bundle.getManagers().getTrustManagerFactory());
        config.setSslKeyManagerFactory(bundle.getManagers().getKeyManagerFactory());
    }
}
