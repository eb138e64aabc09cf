package io.github.dynamocached.autoconfigure;

import org.redisson.config.Config;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/** Boot's connection details as Redisson's configuration. */
final class ConnectionConfig {

    private ConnectionConfig() {}

    /**
     * The configuration of a single server.
     *
     * @param url the URL that the application may have given, empty for none: its scheme is not part of the details
     * @throws IllegalStateException if the details are of anything else
     */
    static Config of(DataRedisConnectionDetails details, String url) {
        Standalone server = details.getStandalone();
        if (details.getCluster() != null
                || details.getSentinel() != null
                || details.getMasterReplica() != null
                || server == null) {
            throw new IllegalStateException("The connection details of Redis are not those of a single server."
                    + " Clusters, sentinels and replicas are not supported yet: set spring.data.redis.host or"
                    + " spring.data.redis.url alone.");
        }
        SslBundle bundle = details.getSslBundle();
        Config config = new Config();
        boolean tls = bundle != null || (url.startsWith("rediss://") && url.contains(server.getHost()));
        String scheme = tls ? "rediss://" : "redis://";
        config.useSingleServer().setAddress(scheme + bracketed(server.getHost()) + ":" + server.getPort());
        config.useSingleServer().setDatabase(server.getDatabase());
        config.setUsername(details.getUsername());
        config.setPassword(details.getPassword());
        if (bundle != null) {
            trust(config, bundle);
        }
        return config;
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static void trust(Config config, SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        config.setSslProtocols(options.getEnabledProtocols());
        config.setSslCiphers(options.getCiphers());
        config.setSslTrustManagerFactory(bundle.getManagers().getTrustManagerFactory());
        config.setSslKeyManagerFactory(bundle.getManagers().getKeyManagerFactory());
    }
}
