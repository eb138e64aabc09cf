package io.github.dynamocached.benchmarks;

import io.github.dynamocached.servers.RedisServer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an entry of a user takes in Redis.
 *
 * @param bytes by {@code MEMORY USAGE}
 * @param jsonBytes the same for a string with the user as JSON, whose key and time to live are as long
 * @param encoding by {@code OBJECT ENCODING}
 */
public record UserMemory(long bytes, long jsonBytes, String encoding) {

    private static final String ID = "user123";
    private static final String ENTRY = "dynamocached:users:" + ID;
    private static final String TEXT = "jsonjsonjson:users:" + ID;

    /**
     * Stores a user, and asks Redis.
     *
     * @param redis the server, which no application uses yet
     * @return the answers
     */
    public static UserMemory measure(RedisServer redis) {
        try (ConfigurableApplicationContext application = ProductsApplication.start(redis.port())) {
            Products products = application.getBean(Products.class);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            for (long loads = -1; loads != Loads.count(); ) {
                loads = Loads.count();
                products.user(ID);
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The user does not come from the cache.");
                }
            }
        }
        redis.execute("SET", TEXT, JsonMapper.shared().writeValueAsString(User.of(ID)), "PX", "3600000");
        return new UserMemory(
                usage(redis, ENTRY), usage(redis, TEXT), Objects.toString(redis.execute("OBJECT", "ENCODING", ENTRY)));
    }

    private static long usage(RedisServer redis, String key) {
        return Long.parseLong(Objects.toString(redis.execute("MEMORY", "USAGE", key)));
    }

    /** {@return how many times the memory of the JSON} */
    public double ratio() {
        return (double) bytes / jsonBytes;
    }
}
