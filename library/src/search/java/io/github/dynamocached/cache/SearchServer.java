package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server of a {@link SearchWorld} with the names that make equal states equal: a lease token is called after its
 * nonce, its number among the tokens of that nonce, and the millisecond of its making. The microseconds in it depend on
 * the order of unrelated commands, and nothing reads them.
 */
final class SearchServer {

    private final InMemoryServer server;
    private final long epoch;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, Integer> tokensOf = new HashMap<>();

    SearchServer(InMemoryServer server) {
        this.server = server;
        this.epoch = server.now();
    }

    InMemoryServer memory() {
        return server;
    }

    /** The canonical name of a token, which the server has just told. */
    String tokenNamed(String token) {
        return tokens.computeIfAbsent(token, unnamed -> {
            String nonce = unnamed.substring(0, unnamed.lastIndexOf(':') + 1);
            return nonce + "#" + tokensOf.merge(nonce, 1, Integer::sum) + "@" + (server.now() - epoch);
        });
    }

    String named(String state) {
        String text = state;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            text = text.replace(token.getKey(), token.getValue());
        }
        return text;
    }

    /** Everything that is on the server, canonically. */
    String state() {
        return named(server.snapshot().toString());
    }
}
