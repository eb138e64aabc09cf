package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;

import io.github.dynamocached.cache.SearchScripts;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.memory.InMemoryContent;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.EntryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A real Redis for a search that goes back and forth between states. Before a command the key is what it was in that
 * state, by {@code RESTORE}; after it, what it has become is kept by {@code DUMP}. The store is that of the library, and
 * so are the scripts but for the time: they see that of the search.
 */
final class SearchedRedis implements AutoCloseable {

    private static final String CLOCK = "@clock of the search";

    private final RedisServer server = RedisServer.start();
    private final RespConnection control = server.connect();
    private final RedisConnection connection = RedisConnection.to(
            Connections.configOf(server), Connections.PATIENT, List.of(), RedisOrigin.CONFIG, this::believe);
    private final Map<InMemoryContent, byte[]> dumps = new HashMap<>();
    private volatile long micros;
    private volatile long start;
    private int executed;

    /**
     * Where and when a command is executed.
     *
     * @param command names the command and all its arguments
     * @param key the only key there is
     * @param before what lies under it
     * @param micros the time of the server
     * @param start when the primary started, in milliseconds
     */
    record Situation(String command, String key, InMemoryContent before, long micros, long start) {}

    /** What the client gets and what lies under the key afterwards. */
    record Consequence(CompletionStage<?> answer, InMemoryContent after) {}

    SearchedRedis() {
        Awaitility.await().until(connection::isConnected);
    }

    /**
     * Scripts to be searched. A command depends on nothing but its situation, so one that was executed once is not
     * executed again in the same situation, but answered as it was then.
     */
    boolean canStopItsClock() {
        return server.majorVersion() >= 7;
    }

    SearchScripts with(Scripts scripts) {
        EntryStore store = new RedisEntryStore(connection, PlantedScripts.onClock(CLOCK, scripts));
        Map<Situation, Consequence> known = new HashMap<>();
        return content -> new SearchedRedisStore(content, store, (situation, action) -> {
            Consequence consequence = known.get(situation);
            if (consequence == null) {
                consequence = execute(situation, action);
                known.put(situation, consequence);
            }
            return consequence;
        });
    }

    /** The same, where every command is executed each time. */
    SearchScripts forgetful(Scripts scripts) {
        EntryStore store = new RedisEntryStore(connection, PlantedScripts.onClock(CLOCK, scripts));
        return content -> new SearchedRedisStore(content, store, this::execute);
    }

    /** How many commands were executed. */
    int executed() {
        return executed;
    }

    private Consequence execute(Situation situation, Supplier<CompletionStage<?>> action) {
        executed++;
        believe(situation);
        restore(situation);
        CompletionStage<?> answer = action.get();
        awaitDone(answer);
        return new Consequence(answer, dump(situation.key));
    }

    /** Lets the connection ask the primary, and so believe in a time and a start. */
    private void believe(Situation situation) {
        micros = situation.micros;
        start = situation.start;
        List<PrimaryView> unused = await(connection.probe());
    }

    /** What the connection takes a primary for that has told of itself. */
    private PrimaryView believe(PrimaryView found) {
        ClockEstimate clock = new ClockEstimate(System.nanoTime(), micros, micros);
        return new PrimaryView(found.run() + start + micros, found.reign(), start, clock);
    }

    private void restore(Situation situation) {
        InMemoryContent before = situation.before;
        byte[] dump = dumps.get(before);
        control.execute("SET", CLOCK, situation.micros);
        control.execute("DEL", situation.key);
        if (dump != null) {
            control.execute("RESTORE", situation.key, before.expiresAt(), dump, "ABSTTL");
        } else if (!before.fields().isEmpty()) {
            before.fields().forEach((field, value) -> control.execute("HSET", situation.key, field, value));
            control.execute("PEXPIREAT", situation.key, before.expiresAt());
        }
    }

    private InMemoryContent dump(String key) {
        byte[] dump = control.executeForBytes("DUMP", key);
        if (dump == null) {
            return InMemoryContent.NONE;
        }
        Map<String, String> fields = new TreeMap<>();
        List<?> words = (List<?>) Objects.requireNonNull(control.execute("HGETALL", key));
        for (int i = 0; i < words.size(); i += 2) {
            fields.put((String) words.get(i), (String) words.get(i + 1));
        }
        InMemoryContent after =
                new InMemoryContent(fields, (Long) Objects.requireNonNull(control.execute("PEXPIRETIME", key)));
        dumps.putIfAbsent(after, dump);
        return after;
    }

    @Override
    public void close() {
        connection.close();
        control.close();
        server.close();
    }
}
