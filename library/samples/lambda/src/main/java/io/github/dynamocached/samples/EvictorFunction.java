package io.github.dynamocached.samples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.streams.StreamsEvictor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Evicts what the streams of two tables report. Lambda builds it once per environment. */
public final class EvictorFunction implements RequestStreamHandler {

    private static final StreamsEvictor EVICTOR = StreamsEvictor.over(
                    new RedisEntryStore(RedisConnection.to(config(), RedisSettings.DEFAULT)))
            .bind("users", "users", "id")
            .bind("members", "members-by-email", "email")
            .partialResponses()
            .build();

    private static Config config() {
        Config config = new Config().setCodec(ByteArrayCodec.INSTANCE);
        config.useSingleServer().setAddress(System.getenv("REDIS_ADDRESS"));
        return config;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        EVICTOR.handle(event, response);
    }
}
