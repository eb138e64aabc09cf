package io.github.dynamocached.servers;

/**
 * One server of each kind per JVM, started when it is first asked for and ended with the JVM. For tests that neither
 * close nor disturb it: those start their own.
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
