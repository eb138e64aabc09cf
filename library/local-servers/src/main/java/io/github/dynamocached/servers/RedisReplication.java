package io.github.dynamocached.servers;

/**
 * A master and its replica, on free ports of 127.0.0.1. Both end with this JVM.
 *
 * @param master the master
 * @param replica the replica, in sync with the master at the start
 */
public record RedisReplication(RedisServer master, RedisServer replica) implements AutoCloseable {

    /**
     * Starts both and waits until the replica follows.
     *
     * @param arguments more arguments for both
     * @return the running servers
     * @throws IllegalStateException if they do not start, or the replica does not follow
     */
    public static RedisReplication start(String... arguments) {
        RedisServer master = RedisServer.start(arguments);
        RedisServer replica = RedisServer.start(arguments);
        RedisReplication both = new RedisReplication(master, replica);
        try {
            replica.execute("REPLICAOF", "127.0.0.1", master.port());
            Conditions.await(() -> isInSync(replica), "replicate");
        } catch (RuntimeException failure) {
            both.close();
            throw failure;
        }
        return both;
    }

    static boolean isInSync(RedisServer replica) {
        return String.valueOf(replica.execute("INFO", "replication")).contains("master_link_status:up");
    }

    @Override
    public void close() {
        replica.close();
        master.close();
    }
}
