package io.github.dynamocached.example;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;

/** An instance of the service in another process, on given servers. Its cache is connected. */
public record RunningInstance(ChildApplication process, ServiceClient service) implements AutoCloseable {

    /** Starts an instance and returns when it answers. The first instance creates the tables. */
    public static RunningInstance on(RedisServer redis, String keyPrefix) throws IOException {
        ChildApplication process = ChildApplication.started(
                "--spring.profiles.active=aws",
                "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint(),
                "--spring.data.redis.url=" + redis.uri(),
                "--dynamocached.key-prefix=" + keyPrefix,
                "--dynamocached.redis.timeout=5s",
                "--dynamocached.redis.evict-timeout=5s",
                "--dynamocached.streams.tables=");
        ServiceClient service = process.awaitService();
        service.awaitCache();
        return new RunningInstance(process, service);
    }

    @Override
    public void close() {
        process.close();
    }
}
