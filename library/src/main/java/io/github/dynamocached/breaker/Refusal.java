package io.github.dynamocached.breaker;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisWrongPasswordException;

/**
 * An error reply that the next command will get too: a missing right, an unknown command, refused writes. Errors about one key,
 * a forgotten script or a moving slot are not refusals. Neither are errors about the state of the server, such as loading.
 *
 * @param reason what it is about
 * @param command the refused command, by its name on the server if that is known
 * @param code the first word of the error reply, empty if it has no code
 */
public record Refusal(Reason reason, String command, String code) {

    /** What a refusal is about. */
    public enum Reason {
        /** The user may not run the command. */
        COMMAND,
        /** The user may not run a command that a script runs. */
        WITHIN_SCRIPT,
        /** The user may not use our keys. */
        KEYS,
        /** The user may not use the channels of our locks. */
        CHANNELS,
        /** The server wants a user and a password, or others. */
        CREDENTIALS,
        /** The server has no such command, or has it switched off. */
        UNKNOWN_COMMAND,
        /** The server takes no writes, because it cannot save its data. */
        UNSAVED,
        /** The server takes no writes, because too few replicas follow it. */
        FEW_REPLICAS,
        /** The server takes no writes, because its memory is full. */
        MEMORY,
        /** Anything else. */
        OTHER;

        /** Whether the server only takes no writes: it reads and, with full memory, also evicts. */
        boolean isOfWrites() {
            return this == UNSAVED || this == FEW_REPLICAS || this == MEMORY;
        }
    }

    private static final Set<String> OF_ONE_KEY = Set.of("WRONGTYPE", "CROSSSLOT", "TRYAGAIN", "READONLY", "EXECABORT");
    private static final String MOVING_SLOT = "ERR Script attempted to access a non local key";
    private static final String UNKNOWN = "ERR unknown command";
    private static final String SCRIPT_DENIED = "The user executing the script can't ";

    /**
     * The refusal in a failure.
     *
     * @param command the command that failed
     * @param failure what Redisson threw
     * @return the refusal, null if it is none
     */
    public static @Nullable Refusal of(String command, Throwable failure) {
        if (failure instanceof RedisUnavailableException known) {
            return known.refusal();
        }
        if (failure instanceof RedisAuthRequiredException) {
            return new Refusal(Reason.CREDENTIALS, command, "NOAUTH");
        }
        if (failure instanceof RedisWrongPasswordException) {
            return new Refusal(Reason.CREDENTIALS, command, "WRONGPASS");
        }
        if (failure instanceof RedisNoReplicasException) {
            return ofWrites(Reason.FEW_REPLICAS, "NOREPLICAS");
        }
        if (failure instanceof RedisOutOfMemoryException) {
            return ofWrites(Reason.MEMORY, "OOM");
        }
        return failure.getClass() == RedisException.class ? ofReply(command, failure) : null;
    }

    /** It does not matter which command would have written. */
    private static Refusal ofWrites(Reason reason, String code) {
        return new Refusal(reason, "", code);
    }

    private static @Nullable Refusal ofReply(String command, Throwable failure) {
        String text = ErrorReply.textOf(failure);
        String code = ErrorReply.codeOf(failure);
        if (OF_ONE_KEY.contains(code) || text.startsWith(MOVING_SLOT) || FailureReasons.isOutage(failure)) {
            return null;
        }
        return switch (code) {
            case "NOPERM", "DENIED" -> ofDenial(command, failure, code);
            case "MISCONF" -> ofWrites(Reason.UNSAVED, code);
            case "NOREPLICAS" -> ofWrites(Reason.FEW_REPLICAS, code);
            default ->
                text.contains(SCRIPT_DENIED)
                        ? ofDenial(command, failure, "NOPERM")
                        : text.startsWith(UNKNOWN)
                                ? new Refusal(Reason.UNKNOWN_COMMAND, ErrorReply.unknownCommand(failure, command), code)
                                : new Refusal(Reason.OTHER, command, code);
        };
    }

    /** {@code DENIED} is the reply of a server in protected mode. */
    private static Refusal ofDenial(String command, Throwable failure, String code) {
        String named = ErrorReply.deniedCommand(failure);
        if (!named.isEmpty()) {
            return new Refusal(Reason.COMMAND, named, code);
        }
        String text = ErrorReply.textOf(failure);
        if (code.equals("DENIED")) {
            return new Refusal(Reason.CREDENTIALS, command, code);
        }
        if (text.contains("channel")) {
            return new Refusal(Reason.CHANNELS, command, code);
        }
        return new Refusal(text.contains("key") ? Reason.KEYS : Reason.WITHIN_SCRIPT, command, code);
    }

    /** What is refused, and to which user if it is a matter of rights. */
    String what(String user) {
        String said = code.isEmpty() ? "" : " (" + code + ")";
        String name = command.toUpperCase(Locale.ROOT);
        return switch (reason) {
            case COMMAND, CREDENTIALS -> name + said + " to user '" + user + "'";
            case WITHIN_SCRIPT -> "a command inside the script " + command + said + " to user '" + user + "'";
            case KEYS -> "access to the keys of " + command + said + " to user '" + user + "'";
            case CHANNELS -> "access to the channels of locks" + said + " to user '" + user + "'";
            case UNKNOWN_COMMAND -> name + " as an unknown command";
            case UNSAVED, FEW_REPLICAS, MEMORY -> "writes" + said;
            case OTHER -> command + said;
        };
    }

    /**
     * What to do, with what to type.
     *
     * @param user the refused user
     * @param prefix the first part of our keys
     * @return the sentence
     */
    public String remedy(String user, String prefix) {
        return switch (reason) {
            case COMMAND -> "Grant it with ACL SETUSER %s +%s.".formatted(user, granted());
            case WITHIN_SCRIPT -> "Grant the rights that connections.md lists for users of an ACL.";
            case KEYS ->
                "Grant them with ACL SETUSER %s ~%s:* ~redisson_unlock_latch:{%2$s:* ~redisson_lock__channel:{%2$s:*."
                        .formatted(user, prefix);
            case CHANNELS -> "Grant them with ACL SETUSER %s &redisson_lock__channel:{%s:*.".formatted(user, prefix);
            case CREDENTIALS ->
                "Correct spring.data.redis.username and password, or the credentials of the Redisson"
                        + " configuration.";
            case UNKNOWN_COMMAND ->
                "Remove the rename-command that hides it, or connect without the proxy that blocks it.";
            case UNSAVED ->
                "Check the log of Redis for why it cannot save, or run CONFIG SET" + " stop-writes-on-bgsave-error no.";
            case FEW_REPLICAS -> "Restore its replicas, or lower its min-replicas-to-write.";
            case MEMORY -> "Raise its maxmemory, or set a maxmemory-policy that evicts.";
            case OTHER -> "Check the log of Redis.";
        };
    }

    /** What the server calls a command, as a rule of an ACL names it. Scripts come with and without their source. */
    private String granted() {
        return switch (command) {
            case "eval", "evalsha", "script|load" -> "eval +evalsha +script|load";
            default -> command;
        };
    }
}
