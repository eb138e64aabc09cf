package io.github.dynamocached.servers;

/**
 * One Redis and one DynamoDB Local per JVM. Each starts at its first use and ends with the JVM. Do not close, pause or
 * reconfigure them: a test that does so starts its own server.
 */
public final class SharedServers {

    private SharedServers() {}

    /**
     * The Redis of this JVM.
     *
     * @return a running server, always the same
     */
    public static RedisServer redis() {
        return Redis.SHARED;
    }

    /**
     * The DynamoDB Local of this JVM.
     *
     * @return a running server, always the same
     */
    public static DynamoDbServer dynamoDb() {
        return DynamoDb.SHARED;
    }

    private static final class Redis {
        private static final RedisServer SHARED = RedisServer.start();
    }

    private static final class DynamoDb {
        private static final DynamoDbServer SHARED = DynamoDbServer.start();
    }
}
