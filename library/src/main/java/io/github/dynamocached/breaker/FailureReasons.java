package io.github.dynamocached.breaker;

import io.github.dynamocached.CommandFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisWrongPasswordException;

/** What the exceptions of Redisson mean. */
public final class FailureReasons {

    private static final Map<CommandFailure, List<Class<? extends Exception>>> REASONS = Map.of(
            CommandFailure.TIMEOUT, List.of(TimeoutException.class, RedisTimeoutException.class),
            CommandFailure.CONNECTION,
                    List.of(
                            RedisConnectionException.class,
                            RedisReconnectedException.class,
                            RedisNodeNotFoundException.class),
            CommandFailure.NOT_SERVING,
                    List.of(
                            RedisLoadingException.class,
                            RedisBusyException.class,
                            RedisMasterDownException.class,
                            RedisClusterDownException.class),
            CommandFailure.READ_ONLY, List.of(RedisReadonlyException.class),
            CommandFailure.OUT_OF_MEMORY, List.of(RedisOutOfMemoryException.class),
            CommandFailure.WRITES_REFUSED, List.of(RedisNoReplicasException.class),
            CommandFailure.DENIED, List.of(RedisAuthRequiredException.class, RedisWrongPasswordException.class));

    private FailureReasons() {}

    /**
     * Why a command failed.
     *
     * @param failure what Redisson threw
     * @return the reason
     */
    public static CommandFailure of(Throwable failure) {
        if (failure instanceof RedisUnavailableException known) {
            return known.reason();
        }
        PausedException paused = paused(failure);
        if (paused != null) {
            return paused.reason();
        }
        for (Map.Entry<CommandFailure, List<Class<? extends Exception>>> reason : REASONS.entrySet()) {
            if (reason.getValue().stream().anyMatch(type -> type.isInstance(failure))) {
                return reason.getKey();
            }
        }
        return ofUnnamed(failure);
    }

    /** A refused connection comes as the cause of an exception that says nothing. */
    private static CommandFailure ofUnnamed(Throwable failure) {
        if (failure instanceof IOException || failure.getCause() instanceof IOException) {
            return CommandFailure.CONNECTION;
        }
        if (isReadOnly(failure)) {
            return CommandFailure.READ_ONLY;
        }
        String text = ErrorReply.textOf(failure);
        return switch (ErrorReply.codeOf(failure)) {
            case "NOAUTH", "NOPERM", "WRONGPASS", "DENIED" -> CommandFailure.DENIED;
            case "MISCONF", "NOREPLICAS" -> CommandFailure.WRITES_REFUSED;
            case "ERR" ->
                text.startsWith("ERR unknown command")
                        ? CommandFailure.DENIED
                        : text.startsWith("ERR max number of clients")
                                ? CommandFailure.CONNECTION
                                : CommandFailure.ERROR;
            default -> CommandFailure.ERROR;
        };
    }

    /**
     * Whether a replica has refused to write. Until Redis 7 what a script is refused comes as an error of the script.
     *
     * @param failure what Redisson threw, null for nothing
     * @return true if a replica was asked to write
     */
    public static boolean isReadOnly(@Nullable Throwable failure) {
        return failure instanceof RedisReadonlyException
                || (failure instanceof RedisException
                        && String.valueOf(failure.getMessage()).contains("READONLY You can't write"));
    }

    private static @Nullable PausedException paused(Throwable failure) {
        Throwable cause = failure instanceof PausedException ? failure : failure.getCause();
        return cause instanceof PausedException paused ? paused : null;
    }

    /** Whether the server cannot serve; any other error that it answers is an answer. */
    static boolean isOutage(Throwable failure) {
        CommandFailure reason = of(failure);
        return paused(failure) != null || reason == CommandFailure.CONNECTION || reason == CommandFailure.NOT_SERVING;
    }
}
