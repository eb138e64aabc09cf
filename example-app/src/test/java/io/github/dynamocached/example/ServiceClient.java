package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks HTTP with a running service. */
public final class ServiceClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    public ServiceClient(int port) {
        this.port = port;
    }

    /** Opens the events of a chat session. */
    public ChatReader chat(String session, String user) throws IOException {
        return ChatReader.open(this, session, user, null);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json));
    }

    public Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json));
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Waits until the cache is connected. It connects in the background, and until then every read is a bypass. */
    public void awaitCache() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get("/users/user1").cache()).containsAnyOf("HIT", "MISS"));
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, body)
                .header("Content-Type", "application/json")
                .build();
        try {
            return new Answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer.", interrupted);
        }
    }
}
