package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Objects;
import org.redisson.config.Config;

/** A function as an author of Lambda functions writes it, with nothing but what the library itself needs. */
final class FunctionProcess {

    private FunctionProcess() {}

    /** Evicts for the event of the tests, and says what it has answered. */
    public static void main(String[] arguments) throws Exception {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + arguments[0]);
        try (RedisConnection connection = RedisConnection.to(config, RedisSettings.DEFAULT);
                InputStream event = Objects.requireNonNull(FunctionProcess.class.getResourceAsStream("event.json"))) {
            StreamsEvictor evictor = StreamsEvictor.over(new RedisEntryStore(connection))
                    .bind("members", "members", "id")
                    .bind("members", "members-by-email", "email")
                    .build();
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            evictor.handle(event, response);
            System.out.println();
            System.out.println(response.toString(UTF_8));
        }
    }
}
