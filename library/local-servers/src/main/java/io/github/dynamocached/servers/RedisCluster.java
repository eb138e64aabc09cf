package io.github.dynamocached.servers;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cluster of three masters that share the slots equally, with or without a replica for each master. All nodes listen on
 * free ports of 127.0.0.1 and end with this JVM.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> nodes = new ArrayList<>();
    private final List<Integer> busPorts = new ArrayList<>();

    private RedisCluster() {}

    /**
     * Starts three masters without replicas.
     *
     * @return the running cluster; every node knows all slots
     * @throws IllegalStateException if it does not start
     */
    public static RedisCluster start() {
        return start(MASTERS);
    }

    /**
     * Starts three masters with a replica each.
     *
     * @return the running cluster; every node knows all slots and every replica follows its master
     * @throws IllegalStateException if it does not start
     */
    public static RedisCluster startWithReplicas() {
        return start(2 * MASTERS);
    }

    private static RedisCluster start(int size) {
        RedisCluster cluster = new RedisCluster();
        try {
            IntStream.range(0, size).forEach(i -> cluster.addNode());
            cluster.assignSlots();
            cluster.introduce();
            cluster.replicate();
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
        return cluster;
    }

    private RedisServer addNode() {
        int busPort = RedisServer.freePort();
        RedisServer node = RedisServer.start(
                "--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--cluster-port", "" + busPort);
        nodes.add(node);
        busPorts.add(busPort);
        return node;
    }

    private void assignSlots() {
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i).execute("CLUSTER", "ADDSLOTSRANGE", SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS - 1);
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).execute("CLUSTER", "SET-CONFIG-EPOCH", i + 1);
        }
    }

    private void introduce() {
        for (int i = 1; i < nodes.size(); i++) {
            nodes.get(0).execute("CLUSTER", "MEET", "127.0.0.1", nodes.get(i).port(), busPorts.get(i));
        }
        Conditions.await(() -> nodes.stream().allMatch(this::knowsAll), "form a cluster");
    }

    private boolean knowsAll(RedisServer node) {
        String about = String.valueOf(node.execute("CLUSTER", "INFO"));
        return about.contains("cluster_state:ok") && about.contains("cluster_known_nodes:" + nodes.size());
    }

    private void replicate() {
        for (int i = MASTERS; i < nodes.size(); i++) {
            nodes.get(i).execute("CLUSTER", "REPLICATE", idOf(nodes.get(i - MASTERS)));
        }
        List<RedisServer> replicas = nodes.subList(MASTERS, nodes.size());
        Conditions.await(() -> replicas.stream().allMatch(RedisReplication::isInSync), "replicate");
    }

    /**
     * Starts another replica and waits until it follows its master.
     *
     * @param master the master, for example a node that has become one
     */
    public void addReplicaOf(RedisServer master) {
        int busPort = busPorts.get(nodes.indexOf(master));
        RedisServer replica = addNode();
        replica.execute("CLUSTER", "MEET", "127.0.0.1", master.port(), busPort);
        Conditions.await(
                () -> String.valueOf(replica.execute("CLUSTER", "NODES")).contains(idOf(master) + " ")
                        && String.valueOf(replica.execute("CLUSTER", "INFO")).contains("cluster_state:ok"),
                "take in another node");
        replica.execute("CLUSTER", "REPLICATE", idOf(master));
        Conditions.await(() -> RedisReplication.isInSync(replica), "replicate");
    }

    static String idOf(RedisServer node) {
        return String.valueOf(node.execute("CLUSTER", "MYID"));
    }

    /**
     * The nodes that began as masters.
     *
     * @return three servers, in the order of their slots
     */
    public List<RedisServer> masters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    /**
     * The nodes that began as replicas.
     *
     * @return three servers in the order of their masters, or none
     */
    public List<RedisServer> replicas() {
        return List.copyOf(nodes.subList(MASTERS, nodes.size()));
    }

    /**
     * The addresses for clients.
     *
     * @return {@code redis://127.0.0.1:<port>} of each node
     */
    public List<URI> uris() {
        return nodes.stream().map(RedisServer::uri).toList();
    }

    /**
     * The master that holds a key.
     *
     * @param key the key
     * @return the node that serves the key
     */
    public RedisServer masterOf(String key) {
        return nodes.stream()
                .filter(node -> isServed(node, key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node serves the key."));
    }

    private static boolean isServed(RedisServer node, String key) {
        try {
            node.execute("EXISTS", key);
            return true;
        } catch (RespException moved) {
            return false;
        }
    }

    /**
     * Moves the slot of a key, with all its keys, to the next master.
     *
     * @param key the key
     * @param beforeKeysMove runs when both masters know about the move, but no key has moved yet
     */
    public void moveSlotOf(String key, Runnable beforeKeysMove) {
        SlotMove move = beginToMoveSlotOf(key);
        beforeKeysMove.run();
        move.moveKeys(move.keysLeft());
        move.end();
    }

    /**
     * Begins to move the slot of a key to the next master. The caller then moves the keys.
     *
     * @param key the key
     * @return the move, which both masters know about
     */
    public SlotMove beginToMoveSlotOf(String key) {
        RedisServer source = masterOf(key);
        return SlotMove.begin(source, nodes.get((nodes.indexOf(source) + 1) % MASTERS), key);
    }

    @Override
    public void close() {
        nodes.stream().sorted(Comparator.comparing(nodes::indexOf).reversed()).forEach(RedisServer::close);
    }
}
