package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.breaker.CommandKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.redisson.connection.MasterSlaveEntry;

/**
 * Which primaries there are, and in a cluster which slots each of them says that it holds.
 *
 * @param primaries the clients of the primaries, by their identity: a new one is made for each that takes over
 * @param slots what each primary of a cluster says of itself, empty without a cluster
 */
record Topology(Set<Object> primaries, Set<String> slots) {

    private static final int EPOCH = 6;
    private static final int FIRST_SLOT = 8;

    /** Asks all primaries; fails if one of them does not answer. */
    static CompletableFuture<Topology> ask(RedisConnection connection) {
        Collection<MasterSlaveEntry> primaries = connection.primaries();
        Set<Object> clients =
                primaries.stream().map(MasterSlaveEntry::getClient).collect(Collectors.toSet());
        CompletableFuture<Set<String>> slots = CompletableFuture.completedFuture(Set.of());
        if (connection.isCluster()) {
            for (MasterSlaveEntry primary : primaries) {
                Reply<String> nodes = Reply.of(
                        "CLUSTER NODES",
                        CommandKind.OTHER,
                        answer -> new String((byte[]) Reply.required(answer), UTF_8));
                connection.send(Commands.CLUSTER, primary, nodes, "NODES");
                slots = slots.thenCombine(nodes, Topology::with);
            }
        }
        return slots.thenApply(all -> new Topology(clients, all));
    }

    private static Set<String> with(Set<String> others, String nodes) {
        Set<String> all = new HashSet<>(others);
        all.add(ofItself(nodes));
        return all;
    }

    /** The id, the epoch and the slots on the line that a node writes of itself. */
    private static String ofItself(String nodes) {
        return nodes.lines()
                .filter(line -> line.contains("myself"))
                .map(line -> line.split(" ", -1))
                .map(words -> words[0] + " " + words[EPOCH] + " "
                        + String.join(
                                " ", Arrays.asList(words).subList(Math.min(FIRST_SLOT, words.length), words.length)))
                .collect(Collectors.joining());
    }

    /** Whether no slot is moving: one that does is written with the node that it comes from or goes to. */
    boolean isStill() {
        return slots.stream().noneMatch(line -> line.contains("["));
    }
}
