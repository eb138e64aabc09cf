package io.github.dynamocached.breaker;

import java.util.function.Supplier;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.config.Credentials;

/**
 * A server that refuses commands.
 *
 * @param name its name in the log
 * @param user the user that it refuses
 * @param prefix the first part of our keys
 * @param logsConnects whether the code that connects logs refused credentials
 */
public record RefusedServer(String name, Supplier<String> user, String prefix, boolean logsConnects) {

    /**
     * A server of which only the name is known.
     *
     * @param name its name in the log
     * @return the server
     */
    public static RefusedServer named(String name) {
        return new RefusedServer(name, () -> "default", "dynamocached", false);
    }

    /**
     * The user, searched in the order of Redisson. A resolver may have no credentials right now.
     *
     * @param client the client of the server
     * @return the name of the user
     */
    public static String userOf(RedisClient client) {
        RedisClientConfig config = client.getConfig();
        String user = config.getAddress().getUsername();
        if (user == null) {
            Credentials resolved = config.getCredentialsResolver()
                    .resolve(client.getAddr())
                    .exceptionally(failure -> null)
                    .toCompletableFuture()
                    .getNow(null);
            user = resolved == null ? null : resolved.getUsername();
        }
        user = user == null ? config.getUsername() : user;
        return user == null ? "default" : user;
    }

    /** Whether other code logs this refusal: without credentials there is no connection. */
    boolean isTold(Refusal refusal) {
        return logsConnects && refusal.reason() == Refusal.Reason.CREDENTIALS;
    }

    /** The line for the log: where, what is refused, what the service does meanwhile, and what to do. */
    String told(Refusal refusal, CommandKind kind) {
        String who = user.get();
        return "%s refuses %s: %s. %s Retries are automatic."
                .formatted(name, refusal.what(who), meanwhile(refusal, kind), refusal.remedy(who, prefix));
    }

    private static String meanwhile(Refusal refusal, CommandKind kind) {
        boolean isDenied = kind == CommandKind.FILL && !refusal.reason().isOfWrites();
        return isDenied ? "nothing is stored, so methods are called without the cache" : kind.meanwhile();
    }
}
