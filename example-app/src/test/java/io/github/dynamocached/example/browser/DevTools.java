package io.github.dynamocached.example.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The connection to a browser: calls with answers, and events. */
final class DevTools implements WebSocket.Listener {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SECONDS = 30;

    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    /** Is called with all events, on a thread of the connection. */
    void addListener(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /** Calls a method of the protocol and waits for its result. The session is null for the browser itself. */
    JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
        long id = lastId.incrementAndGet();
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            call.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        send(call.toString());
        try {
            return answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw new IllegalStateException(method + " got no result from the browser.", failure);
        }
    }

    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            JsonNode received = JSON.readTree(message.toString());
            message.setLength(0);
            handle(received);
        }
        from.request(1);
        return null;
    }

    private void handle(JsonNode received) {
        CompletableFuture<JsonNode> call =
                received.has("id") ? calls.remove(received.get("id").asLong()) : null;
        if (call == null) {
            listeners.forEach(listener -> listener.accept(received));
        } else if (received.has("error")) {
            call.completeExceptionally(
                    new IllegalStateException(received.get("error").toString()));
        } else {
            call.complete(received.get("result"));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket closed, int status, String reason) {
        failAll(new IllegalStateException("The browser has closed the connection."));
        return null;
    }

    @Override
    public void onError(WebSocket broken, Throwable failure) {
        failAll(failure);
    }

    private void failAll(Throwable failure) {
        calls.values().forEach(call -> call.completeExceptionally(failure));
    }
}
