package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.servers.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of stored format 1: the scripts as they were, for the entity of one key. */
final class FormatOne {

    private static final Object NO_START = 0;
    private static final Object MINUTE = 60_000;

    private final RedisServer server;
    private final String key;

    FormatOne(RedisServer server, String key) {
        this.server = server;
        this.key = key;
    }

    /** The words of an answer, empty for nil. */
    List<Object> acquire(String nonce, Object fence) {
        return run("acquire", "", nonce, MINUTE, 0, NO_START, fence, "User", "s1", "", "name", "email");
    }

    /** Stores a value that is fresh for a minute, and returns what becomes of it. */
    Object fill(String token, String writer, Object holdOff, String... fields) {
        List<Object> arguments = new ArrayList<>(
                List.of(token, NO_START, 10, "", MINUTE, 0, 0, "User", "s1", 20, "+", writer, holdOff, -1, ""));
        arguments.addAll(List.of(fields));
        return run("fill", arguments.toArray()).get(0);
    }

    /** Stores a value. */
    void store(String... fields) {
        Object token = acquire("loader1", 0).get(1);
        if (!fill((String) token, "", 0, fields).equals("STORED")) {
            throw new IllegalStateException("A value of format 1 was not stored");
        }
    }

    void begin(String writer) {
        List<Object> unused = run("begin", writer, MINUTE, "0", "", 0, 0);
    }

    /** Announces a put, and returns the token of its fill, empty if it gets none. */
    Object beginPut(String writer) {
        return run("begin", writer, MINUTE, "1", "", 0, MINUTE).get(0);
    }

    void evict(Object holdOff, String writer) {
        List<Object> unused = run("evict", holdOff, writer);
    }

    private List<Object> run(String script, Object... arguments) {
        List<Object> command = new ArrayList<>(List.of("EVAL", source("common") + source(script), 1, key));
        command.addAll(List.of(arguments));
        @Nullable Object answer = server.execute(command.toArray());
        List<Object> words = new ArrayList<>();
        if (answer instanceof List<?> list) {
            list.forEach(word -> words.add(word == null ? "" : word));
        } else {
            words.add(Objects.requireNonNull(answer));
        }
        return words;
    }

    private static String source(String script) {
        try (InputStream lines = FormatOne.class.getResourceAsStream("format1/" + script + ".lua")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
