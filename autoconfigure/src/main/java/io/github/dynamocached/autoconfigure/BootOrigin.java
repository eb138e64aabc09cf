package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.redis.RedisOrigin;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Names the properties or the bean with the address of Redis, for the log.
 *
 * @param environment the source of the properties
 */
record BootOrigin(Environment environment) {

    private static final String PREFIX = "spring.data.redis.";
    private static final String OF_PROPERTIES =
            "org.springframework.boot.data.redis.autoconfigure.PropertiesDataRedisConnectionDetails";

    /** Whether Boot has read the details from properties. */
    static boolean isOfProperties(DataRedisConnectionDetails details) {
        return details.getClass().getName().equals(OF_PROPERTIES);
    }

    /** The origin of the details of a bean. */
    RedisOrigin of(DataRedisConnectionDetails details, String beanName) {
        if (isOfProperties(details)) {
            return ofProperties(details);
        }
        Origin origin = Origin.from(details);
        return RedisOrigin.ofConfig(
                "the DataRedisConnectionDetails bean '" + beanName + "'" + (origin == null ? "" : " (" + origin + ")"));
    }

    private RedisOrigin ofProperties(DataRedisConnectionDetails details) {
        String url = located("url");
        boolean isUrl = !url.isEmpty();
        String credentials =
                isUrl ? "the user and the password in " + url : PREFIX + "username and " + PREFIX + "password";
        boolean isWatched = details.getSentinel() != null;
        return new RedisOrigin(
                servers(details, url),
                isWatched ? credentials + ", or those of " + PREFIX + "sentinel" : credentials,
                PREFIX + "sentinel.master",
                isUrl ? "the database in " + url : PREFIX + "database",
                "the SSL bundle of " + PREFIX + "ssl.bundle");
    }

    private String servers(DataRedisConnectionDetails details, String url) {
        if (details.getSentinel() != null) {
            return located("sentinel.nodes");
        }
        if (details.getCluster() != null) {
            return located("cluster.nodes");
        }
        if (details.getMasterReplica() != null) {
            return located("masterreplica.nodes");
        }
        if (!url.isEmpty()) {
            return url;
        }
        String host = located("host");
        String port = located("port");
        if (host.isEmpty() && port.isEmpty()) {
            return PREFIX + "url, which is not set";
        }
        return (host.isEmpty() ? PREFIX + "host" : host) + " and " + (port.isEmpty() ? PREFIX + "port" : port);
    }

    /** A property with its file and line, if these are known; empty if it is not set. */
    private String located(String property) {
        String name = PREFIX + property;
        return environment instanceof ConfigurableEnvironment configurable
                ? PropertyPlaces.of(configurable).find(name, name + "[0]").orElse("")
                : name;
    }
}
