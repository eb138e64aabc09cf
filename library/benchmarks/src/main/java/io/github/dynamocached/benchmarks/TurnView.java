package io.github.dynamocached.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A turn of the example's sessions, as a record that is not an entity. */
public record TurnView(String sessionId, int sequence, String role, String text, Instant at) {

    private static final List<TurnView> ALL = read();

    /** The first turns of all sessions, one session after the other. */
    static List<TurnView> some(int count) {
        return ALL.subList(0, count);
    }

    private record Session(String id, Instant begin, List<String> turns) {

        List<TurnView> views() {
            List<TurnView> views = new ArrayList<>();
            for (int i = 1; i <= turns.size(); i++) {
                String role = i % 2 == 1 ? "customer" : "agent";
                views.add(new TurnView(id, i, role, turns.get(i - 1), begin.plusSeconds(40L * i)));
            }
            return views;
        }
    }

    private static List<TurnView> read() {
        JsonMapper json = new JsonMapper();
        try (InputStream sessions = TurnView.class.getResourceAsStream("/seed/sessions.jsonl")) {
            String lines = new String(Objects.requireNonNull(sessions).readAllBytes(), StandardCharsets.UTF_8);
            return lines.lines()
                    .flatMap(line -> json.readValue(line, Session.class).views().stream())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
