package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.layout.Script;
import io.github.dynamocached.store.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leadership in Redis, one hash per task: {@code <prefix>:@lead:<name>}.
 *
 * <p>Threads, cancelling and failures work as in {@link RedisEntryStore}.
 */
public final class RedisLeadership implements Leadership {

    private final RedisConnection connection;
    private final KeyNames keys;
    private final Script lead = Script.loadAlone("lead");
    private final Script keep = Script.loadAlone("keep");

    /**
     * Leadership over a connection, which stays the caller's to close.
     *
     * @param connection the connection
     */
    public RedisLeadership(RedisConnection connection) {
        this.connection = connection;
        this.keys = new KeyNames(connection.settings().keyPrefix());
    }

    @Override
    public CompletionStage<Optional<Map<String, String>>> lead(String name, String node, Duration lease) {
        return run(lead, List.of(lead.sha(), 1, keys.leader(name), node, lease.toMillis()), RedisLeadership::state);
    }

    @Override
    public CompletionStage<Boolean> keep(
            String name, String node, Duration lease, Map<String, Optional<String>> changes, Duration ttl) {
        List<Object> arguments =
                new ArrayList<>(List.of(keep.sha(), 1, keys.leader(name), node, lease.toMillis(), ttl.toMillis()));
        changes.forEach((text, change) -> {
            arguments.add(text);
            arguments.add(change.map(value -> '+' + value).orElse("-"));
        });
        return run(keep, arguments, answer -> Reply.required(answer).equals(1L));
    }

    private <T> CompletionStage<T> run(Script script, List<Object> words, Function<@Nullable Object, T> reader) {
        Object[] arguments = words.toArray();
        String key = (String) arguments[2];
        ScriptReply<T> reply = new ScriptReply<>(script.name(), CommandKind.FILL, reader);
        reply.orElse(() -> {
            Object[] withSource = arguments.clone();
            withSource[0] = script.text();
            connection.commands().send(Commands.EVAL, key, withSource, reply, false);
        });
        connection.commands().send(Commands.EVALSHA, key, arguments, reply, false);
        return reply;
    }

    private static Optional<Map<String, String>> state(@Nullable Object answer) {
        if (answer == null) {
            return Optional.empty();
        }
        List<?> words = (List<?>) answer;
        Map<String, String> state = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            state.put(text(words.get(i)), text(words.get(i + 1)));
        }
        return Optional.of(state);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
