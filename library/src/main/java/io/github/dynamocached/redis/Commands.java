package io.github.dynamocached.redis;

import java.util.List;
import java.util.Set;
import org.redisson.client.codec.Codec;
import org.redisson.client.handler.State;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.MultiDecoder;

/** The commands that the library sends, with bytes in their answers left as bytes. None of the decoders can fail. */
final class Commands {

    /** Answers {@link Judged}. */
    static final KnowingCommand HMGET = new KnowingCommand("HMGET", KnowingCommand.Need.JUDGED, new JudgedBytes());

    /** Asks the primary again for its start and its time. Answers {@link Judged}. */
    static final RedisCommand<Object> PROBE = new KnowingCommand("TIME", KnowingCommand.Need.ASKS, new JudgedBytes());

    /** Asks the server whether it is a primary still. Answers {@link Judged}. */
    static final RedisCommand<Object> CHECK = new KnowingCommand("TIME", KnowingCommand.Need.CHECKS, new JudgedBytes());

    static final RedisCommand<Object> EVALSHA = new RedisCommand<>("EVALSHA", new Bytes());
    static final RedisCommand<Object> EVAL = new RedisCommand<>("EVAL", new Bytes());

    /** The same, with {@link Primary#START} among the arguments. A list as their answer is {@link Judged}. */
    static final RedisCommand<Object> EVALSHA_TOLD =
            new KnowingCommand("EVALSHA", KnowingCommand.Need.TOLD, new JudgedBytes());

    static final RedisCommand<Object> EVAL_TOLD =
            new KnowingCommand("EVAL", KnowingCommand.Need.TOLD, new JudgedBytes());

    /** Asks the primary again: keys that a replica has not are no keys that there are not. Answers {@link Judged}. */
    static final RedisCommand<Object> SCAN = new KnowingCommand("SCAN", KnowingCommand.Need.ASKS, new JudgedBytes());

    static final RedisCommand<Object> HGETALL = new RedisCommand<>("HGETALL", new Bytes());
    static final RedisCommand<Object> CLUSTER = new RedisCommand<>("CLUSTER", new Bytes());
    static final RedisCommand<Object> TIME = new RedisCommand<>("TIME", new Bytes());
    static final RedisCommand<Object> INFO = new RedisCommand<>("INFO", new Bytes());

    static final RedisCommand<Object> SCRIPT = new RedisCommand<>("SCRIPT", new Bytes());

    private static final Set<RedisCommand<?>> PLAIN = Set.of(EVALSHA, EVAL, HGETALL, CLUSTER, TIME, INFO, SCRIPT);

    private Commands() {}

    /** Whether the library sends a command, not Redisson or the application. */
    static boolean isOurs(RedisCommand<?> command) {
        return command instanceof KnowingCommand || PLAIN.contains(command);
    }

    /** A command that needs to know the start of the primary: to judge its answer, or as an argument. */
    static final class KnowingCommand extends RedisCommand<Object> {

        private enum Need {
            /** Its answer is judged by what is known. */
            JUDGED,
            /** It is told the start, see {@link Primary#START}. */
            TOLD,
            /** It is a question itself: the primary is asked again whatever is known. */
            ASKS,
            /** It has the server asked whether it is still a primary, and has no other use. */
            CHECKS
        }

        private final Need need;

        private KnowingCommand(String name, Need need, MultiDecoder<Object> decoder) {
            super(name, decoder);
            this.need = need;
        }

        boolean isTold() {
            return need == Need.TOLD;
        }

        boolean asksAgain() {
            return need == Need.ASKS;
        }

        boolean checks() {
            return need == Need.CHECKS;
        }
    }

    private static class Bytes implements MultiDecoder<Object> {

        private static final Decoder<Object> BYTES = (buffer, state) -> {
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            return bytes;
        };

        @Override
        public Decoder<Object> getDecoder(Codec codec, int index, State state, long size, List<Object> parts) {
            return BYTES;
        }

        @Override
        public Object decode(List<Object> parts, State state) {
            return parts;
        }
    }

    /** The answer may reach its caller on another thread, so who gave it is noted where it is read. */
    private static final class JudgedBytes extends Bytes {

        @Override
        public Object decode(List<Object> parts, State state) {
            return new Judged(parts, Primary.current());
        }
    }
}
