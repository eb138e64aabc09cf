package io.github.dynamocached.servers;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A master, its replica and three sentinels, or a single sentinel. Three sentinels start a failover when two of them miss
 * the master for a second. A single one decides alone. All listen on free ports of 127.0.0.1 and end with this JVM.
 */
public final class RedisSentinels implements AutoCloseable {

    /** The sentinels' name for the master. */
    public static final String MASTER = "main";

    private static final int SENTINELS = 3;

    /** A sentinel rewrites its configuration, so it needs a file of its own, in the folder of its process. */
    private static final String WITH_FILE =
            "printf '%s\\n' \"$@\" > sentinel.conf && exec \"$0\" sentinel.conf --sentinel";

    private final RedisReplication data;
    private final int number;
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels(RedisReplication data, int number) {
        this.data = data;
        this.number = number;
    }

    /**
     * Starts all five and waits until the sentinels know each other and the replica.
     *
     * @return the running servers
     * @throws IllegalStateException if they do not start
     */
    public static RedisSentinels start() {
        return start(SENTINELS);
    }

    /**
     * Starts a master, its replica and one sentinel, and waits until the sentinel knows the replica.
     *
     * @return the running servers
     * @throws IllegalStateException if they do not start
     */
    public static RedisSentinels startSingle() {
        return start(1);
    }

    private static RedisSentinels start(int number) {
        RedisSentinels all = new RedisSentinels(RedisReplication.start(), number);
        try {
            for (int i = 0; i < number; i++) {
                all.sentinels.add(RedisServer.startAs(all::command));
            }
            Conditions.await(() -> all.sentinels.stream().allMatch(all::knowsAll), "find each other");
        } catch (RuntimeException failure) {
            all.close();
            throw failure;
        }
        return all;
    }

    private List<String> command(int port) {
        return List.of(
                "sh",
                "-c",
                WITH_FILE,
                RedisExecutable.find().toString(),
                "bind 127.0.0.1",
                "port " + port,
                "sentinel monitor " + MASTER + " 127.0.0.1 " + data.master().port() + " " + (number / 2 + 1),
                "sentinel down-after-milliseconds " + MASTER + " 1000",
                "sentinel failover-timeout " + MASTER + " 5000");
    }

    private boolean knowsAll(RedisServer sentinel) {
        String about = String.valueOf(sentinel.execute("INFO", "sentinel"));
        return about.contains("status=ok") && about.contains("slaves=1,sentinels=" + number);
    }

    /**
     * The servers with the data, in their first roles.
     *
     * @return the first master and the first replica
     */
    public RedisReplication data() {
        return data;
    }

    /**
     * The first of the sentinels.
     *
     * @return a server that answers the commands of sentinels
     */
    public RedisServer sentinel() {
        return sentinels.get(0);
    }

    /**
     * The addresses where clients ask for the master.
     *
     * @return {@code redis://127.0.0.1:<port>} of each sentinel
     */
    public List<URI> uris() {
        return sentinels.stream().map(RedisServer::uri).toList();
    }

    /** Kills the first master and waits until the sentinels have made the replica the master. */
    public void failOver() {
        data.master().kill();
        String port = String.valueOf(data.replica().port());
        Conditions.await(
                () -> sentinels.stream().allMatch(sentinel -> masterOf(sentinel).contains(port)), "fail over");
    }

    /** Makes the sentinels swap master and replica. Both go on running. */
    public void changePlaces() {
        sentinels.get(0).execute("SENTINEL", "FAILOVER", MASTER);
        String port = String.valueOf(data.replica().port());
        Conditions.await(
                () -> sentinels.stream().allMatch(sentinel -> masterOf(sentinel).contains(port)), "change places");
    }

    /** Starts the killed master again as a replica of its successor, and waits until it follows. */
    public void restartAsReplica() {
        data.master().restart();
        data.master().execute("REPLICAOF", "127.0.0.1", data.replica().port());
        Conditions.await(() -> RedisReplication.isInSync(data.master()), "replicate");
    }

    private static List<?> masterOf(RedisServer sentinel) {
        return sentinel.execute("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER) instanceof List<?> address
                ? address
                : List.of();
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        data.close();
    }
}
