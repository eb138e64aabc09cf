package io.github.dynamocached.redis;

/**
 * Who says where Redis is and as whom to connect: names of properties or beans, and where they stand. The log tells them
 * to the people who have to correct them, each after a word such as "check" or "correct". Nothing in it may be secret.
 *
 * @param servers who names the servers, such as {@code spring.data.redis.url}
 * @param credentials who names the user and the password
 * @param master who names the master that sentinels are asked for
 * @param database who names the database
 * @param trust who says which certificates are trusted
 */
public record RedisOrigin(String servers, String credentials, String master, String database, String trust) {

    /** A configuration of Redisson's of which nothing else is known. */
    public static final RedisOrigin CONFIG = ofConfig("the Redisson configuration");

    /**
     * All of it is in one configuration of Redisson's.
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
