package io.github.dynamocached.redis;

import java.util.List;
import org.redisson.client.codec.Codec;
import org.redisson.client.handler.State;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.MultiDecoder;

/** The commands that the library sends, with bytes in their answers left as bytes. None of the decoders can fail. */
final class Commands {

    static final RedisCommand<Object> HMGET = new RedisCommand<>("HMGET", new Bytes());
    static final RedisCommand<Object> EVALSHA = new RedisCommand<>("EVALSHA", new Bytes());
    static final RedisCommand<Object> EVAL = new RedisCommand<>("EVAL", new Bytes());
    static final RedisCommand<Object> TIME = new RedisCommand<>("TIME", new Bytes());
    static final RedisCommand<Object> INFO = new RedisCommand<>("INFO", new Bytes());

    private Commands() {}

    private static final class Bytes implements MultiDecoder<Object> {

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
}
