package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.breaker.Refusal.Reason;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisException;

/** What servers of several versions say, and what it counts as. Of a key nothing is ever shown. */
class ErrorReplyTests {

    private static final String SCRIPT = "ERR Error running script (call to f_0123): @user_script:12: ";

    /** As Redisson throws it: with the command and its arguments behind. */
    private static RedisException thrown(String reply) {
        return new RedisException(reply + ". channel: [id: 0x1] command: (HMGET), params: [dynamocached:users:secret,"
                + " run the 'secret' command]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NOPERM this user has no permissions to run the 'hmget' command; COMMAND; hmget; NOPERM",
                "NOPERM this user has no permissions to run the 'script|load' command or its subcommand; COMMAND; script|load; NOPERM",
                "NOPERM User cache has no permissions to run the 'evalsha' command; COMMAND; evalsha; NOPERM",
                "NOPERM this user has no permissions to access one of the keys used as arguments; KEYS; HMGET; NOPERM",
                "NOPERM No permissions to access a key; KEYS; HMGET; NOPERM",
                "NOPERM this user has no permissions to access one of the channels used as arguments; CHANNELS; HMGET; NOPERM",
                "NOPERM ACL failure in script: User cache has no permissions to run the 'hset' command; COMMAND; hset; NOPERM",
                SCRIPT
                        + "The user executing the script can't run this command or subcommand; WITHIN_SCRIPT; HMGET; NOPERM",
                "DENIED Redis is running in protected mode; CREDENTIALS; HMGET; DENIED",
                "ERR unknown command 'HMGET', with args beginning with: 'dynamocached:users:secret' ; UNKNOWN_COMMAND; hmget; ERR",
                "ERR unknown command `EVALSHA`, with args beginning with: `0123`, ; UNKNOWN_COMMAND; evalsha; ERR",
                "ERR unknown command dynamocached:users:secret; UNKNOWN_COMMAND; HMGET; ERR",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to; UNSAVED; ''; MISCONF",
                SCRIPT + "@user_script: 12: -MISCONF Redis is configured to save RDB snapshots; UNSAVED; ''; MISCONF",
                SCRIPT
                        + "@user_script: 12: -NOREPLICAS Not enough good replicas to write; FEW_REPLICAS; ''; NOREPLICAS",
                "ERR the command is not allowed here; OTHER; HMGET; ERR",
            })
    void refusalIsUnderstood(String reply, Reason reason, String command, String code) {
        assertThat(Refusal.of("HMGET", thrown(reply))).isEqualTo(new Refusal(reason, command, code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "CROSSSLOT Keys in request don't hash to the same slot",
                "ERR max number of clients reached",
                "ERR Script attempted to access a non local key in a cluster node",
                SCRIPT + "@user_script: 12: -READONLY You can't write against a read only replica.",
            })
    void whatSaysNothingOfTheNextCommandIsNoRefusal(String reply) {
        assertThat(Refusal.of("HMGET", thrown(reply))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NOPERM No permissions to access a key; DENIED",
                "ERR unknown command 'HMGET'; DENIED",
                "MISCONF Redis is configured to save; WRITES_REFUSED",
                SCRIPT + "@user_script: 12: -NOREPLICAS Not enough good replicas; WRITES_REFUSED",
                SCRIPT + "@user_script: 12: -READONLY You can't write against a read only replica.; READ_ONLY",
                "ERR max number of clients reached; CONNECTION",
                "ERR something else; ERROR",
            })
    void reasonIsThatOfTheReply(String reply, CommandFailure reason) {
        assertThat(FailureReasons.of(thrown(reply))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM No permissions to access the 'dynamocached:users:secret' key",
                "NOPERM no permissions to run the 'Secret key' command",
                "ERR unknown command 'secret key of somebody'",
                "ERR dynamocached:users:secret",
                "secret",
            })
    void nothingOfAKeyIsShown(String reply) {
        Refusal refusal = Refusal.of("HMGET", thrown(reply));
        RedisUnavailableException exception = RedisUnavailableException.failed("HMGET", thrown(reply));

        assertThat(exception.getMessage()).doesNotContainIgnoringCase("secret");
        assertThat(refusal).isNotNull();
        for (CommandKind kind : CommandKind.values()) {
            assertThat(RefusedServer.named("Redis").told(Objects.requireNonNull(refusal), kind))
                    .doesNotContainIgnoringCase("secret");
        }
    }

    @Test
    void theWholeReasonStaysWithTheException() {
        RedisUnavailableException failed = RedisUnavailableException.failed("acquire", thrown("MISCONF Redis is"));
        assertThat(failed).hasMessage("acquire failed with RedisException (MISCONF).");
        assertThat(Refusal.of("other", failed)).isEqualTo(new Refusal(Reason.UNSAVED, "", "MISCONF"));
    }
}
