package io.github.dynamocached.servers;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Starts servers and prints the process id and the port of Redis. Its arguments say what it does then. */
final class ServersMain {

    private ServersMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        RedisServer redis = RedisServer.start();
        DynamoDbServer dynamoDb = DynamoDbServer.start();
        if (Arrays.asList(arguments).contains("pause")) {
            redis.pause();
        }
        System.out.println(redis.pid());
        System.out.println(redis.port());
        if (Arrays.asList(arguments).contains("close")) {
            redis.close();
            dynamoDb.close();
        }
        if (Arrays.asList(arguments).contains("stay")) {
            new CountDownLatch(1).await();
        }
    }
}
