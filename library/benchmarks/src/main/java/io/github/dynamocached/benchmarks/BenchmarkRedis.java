package io.github.dynamocached.benchmarks;

import io.github.dynamocached.servers.SharedServers;

/** The Redis of all rows: that of the report, or one of this JVM. */
public final class BenchmarkRedis {

    /** The system property with the port of a Redis that runs already. */
    public static final String PORT = "benchmarks.redis.port";

    private BenchmarkRedis() {}

    static int port() {
        Integer port = Integer.getInteger(PORT);
        return port == null ? SharedServers.redis().port() : port;
    }

    static String address() {
        return "redis://127.0.0.1:" + port();
    }
}
