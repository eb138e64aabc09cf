package io.github.dynamocached.redis;

/**
 * Where the connection to Redis is configured: names of properties or beans. Messages in the log use them after words such as
 * "check" or "correct", so nothing here may be secret.
 *
 * @param servers where the servers are configured, such as {@code spring.data.redis.url}
 * @param credentials where the user and the password are configured
 * @param master where the name of the master is configured, for sentinels
 * @param database where the database is configured
 * @param trust where the trusted certificates are configured
 */
public record RedisOrigin(String servers, String credentials, String master, String database, String trust) {

    /** A configuration of Redisson without a name of its own. */
    public static final RedisOrigin CONFIG = ofConfig("the Redisson configuration");

    /**
     * An origin that is one configuration of Redisson.
     *
     * @param name what the log calls the configuration
     * @return the origin
     */
    public static RedisOrigin ofConfig(String name) {
        return new RedisOrigin(
                "the addresses of " + name,
                "the user and the password of " + name,
                "the masterName of " + name,
                "the database of " + name,
                "the trust store of " + name);
    }

    /** A text with the names in place of their placeholders. */
    String fillIn(String text) {
        return text.replace("{servers}", servers)
                .replace("{credentials}", credentials)
                .replace("{master}", master)
                .replace("{database}", database)
                .replace("{trust}", trust);
    }
}
