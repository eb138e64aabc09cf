package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events of a chat session, as a browser does. */
public final class ChatReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceClient service;
    private final String session;
    private final String user;
    private final InputStream stream;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** An event of the stream. */
    public record Event(String name, String id, JsonNode data) {}

    private ChatReader(ServiceClient service, String session, String user, InputStream stream) {
        this.service = service;
        this.session = session;
        this.user = user;
        this.stream = stream;
    }

    /** Opens a stream and returns when the service has greeted. */
    public static ChatReader open(ServiceClient service, String session, String user, @Nullable Integer lastSeen)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.uri("/chat/sessions/" + session + "/events?user=" + user));
        if (lastSeen != null) {
            request.header("Last-Event-ID", String.valueOf(lastSeen));
        }
        HttpResponse<InputStream> response;
        try {
            response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while opening a chat.", interrupted);
        }
        assertThat(response.statusCode()).isEqualTo(200);
        ChatReader reader = new ChatReader(service, session, user, response.body());
        Thread thread = new Thread(reader::read, "chat-reader-" + user);
        thread.setDaemon(true);
        thread.start();
        await().atMost(PATIENCE).until(() -> !reader.named("connected").isEmpty());
        return reader;
    }

    private void read() {
        String name = "";
        String id = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length());
                } else if (line.startsWith("id:")) {
                    id = line.substring("id:".length());
                } else if (line.startsWith("data:")) {
                    events.add(new Event(name, id, JsonMapper.shared().readTree(line.substring("data:".length()))));
                }
            }
        } catch (IOException closed) {
            // The test or the service has ended the stream. What was read before is what counts.
        }
    }

    /** The events with a name so far. */
    public List<Event> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The sequences of the turns so far, in the order in which they came. */
    public List<Integer> sequences() {
        return named("turn").stream()
                .map(turn -> turn.data().at("/sequence").asInt())
                .toList();
    }

    /** Waits until a turn has come. */
    public void awaitTurn(int sequence) {
        await().atMost(PATIENCE).until(() -> sequences().contains(sequence));
    }

    public String connection() {
        return named("connected").get(0).data().at("/connection").asString();
    }

    /** Tells the service that this reader is alive. */
    public void renew() {
        Answer answer = service.put(
                "/chat/sessions/" + session + "/connections/" + connection(), "{\"user\": \"" + user + "\"}");
        assertThat(answer.status()).isEqualTo(204);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
