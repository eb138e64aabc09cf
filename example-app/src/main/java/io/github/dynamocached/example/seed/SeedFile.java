package io.github.dynamocached.example.seed;

import io.github.dynamocached.example.sessions.Session;
import io.github.dynamocached.example.sessions.SessionItem;
import io.github.dynamocached.example.sessions.Summary;
import io.github.dynamocached.example.sessions.Turn;
import io.github.dynamocached.example.users.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.json.JsonMapper;

/** Reads the first items: 1,000 users and 200 sessions, each a line of JSON. */
@Component
class SeedFile {

    private static final int SECONDS_BETWEEN_TURNS = 40;

    // The SDK generates code for each schema that it derives from a class.
    private static final TableSchema<User> USERS = TableSchema.fromBean(User.class);
    private static final TableSchema<Session> SESSIONS = TableSchema.fromBean(Session.class);
    private static final TableSchema<Turn> TURNS = TableSchema.fromBean(Turn.class);
    private static final TableSchema<Summary> SUMMARIES = TableSchema.fromBean(Summary.class);

    private final JsonMapper json;
    private final Duration keep;

    SeedFile(JsonMapper json, @Value("${example.sessions.keep}") Duration keep) {
        this.json = json;
        this.keep = keep;
    }

    Stream<Map<String, AttributeValue>> users() {
        return lines("seed/users.jsonl").map(line -> USERS.itemToMap(json.readValue(line, User.class), true));
    }

    Stream<Map<String, AttributeValue>> sessions() {
        Instant end = Instant.now().plus(keep);
        return lines("seed/sessions.jsonl")
                .map(line -> json.readValue(line, SeededSession.class))
                .flatMap(session -> session.items(end).stream());
    }

    private static Stream<String> lines(String name) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ClassPathResource(name).getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T extends SessionItem> Map<String, AttributeValue> itemOf(
            TableSchema<T> schema, T item, Instant end) {
        item.expireAt(end);
        return schema.itemToMap(item, true);
    }

    /** A line of the sessions file. The customer speaks first, then both sides take turns. */
    private record SeededSession(
            String id,
            String userId,
            String subject,
            Instant begin,
            List<String> turns,
            @Nullable String summary) {

        List<Map<String, AttributeValue>> items(Instant end) {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            items.add(itemOf(SESSIONS, meta(), end));
            for (int sequence = 1; sequence <= turns.size(); sequence++) {
                items.add(itemOf(TURNS, turn(sequence), end));
            }
            if (summary != null) {
                items.add(itemOf(SUMMARIES, Summary.of(id, turns.size() / 2, summary), end));
            }
            return items;
        }

        private Session meta() {
            Session session = new Session();
            session.setId(id);
            session.setUserId(userId);
            session.setSubject(subject);
            session.setTurnCount(turns.size());
            session.setLastTurnAt(timeOf(turns.size()));
            return session;
        }

        private Turn turn(int sequence) {
            String role = sequence % 2 == 1 ? "customer" : "agent";
            return Turn.of(id, sequence, role, turns.get(sequence - 1), timeOf(sequence));
        }

        private Instant timeOf(int sequence) {
            return begin.plusSeconds((long) sequence * SECONDS_BETWEEN_TURNS);
        }
    }
}
