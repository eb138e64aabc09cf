package io.github.dynamocached.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.config.Config;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands of Redisson alone: what they read is not turned into an object. */
final class RedissonSubjects {

    private static final RedisCommand<List<Object>> HMGET =
            new RedisCommand<>("HMGET", new ObjectListReplayDecoder<>());
    private static final String KEY = "dynamocached:entities:" + OurSubjects.ID;

    private RedissonSubjects() {}

    /** Reads what a hit of DynamoCached reads, with a client that is configured like its own. */
    static Subject hmget() throws Throwable {
        RedissonClient client = clientLikeOurs();
        Object[] command = arguments(client).toArray();
        CommandAsyncExecutor commands = ((Redisson) client).getCommandExecutor();
        return Subject.of(
                client::shutdown,
                () -> {},
                () -> found(commands.get(commands.readAsync(KEY, ByteArrayCodec.INSTANCE, HMGET, command))));
    }

    /** The words of a command that reads what a hit of DynamoCached reads. */
    static List<byte[]> commandOfAHit() throws Throwable {
        RedissonClient client = clientLikeOurs();
        try {
            List<byte[]> words = new ArrayList<>(List.of("HMGET".getBytes(UTF_8)));
            words.addAll(arguments(client));
            return words;
        } finally {
            client.shutdown();
        }
    }

    private static List<byte[]> arguments(RedissonClient client) {
        RMap<String, String> entry = client.getMap(KEY, StringCodec.INSTANCE);
        return Stream.concat(Stream.of(KEY), entry.readAllKeySet().stream())
                .map(word -> word.getBytes(UTF_8))
                .toList();
    }

    private static List<Object> found(List<Object> values) {
        if (values.isEmpty() || values.get(0) == null) {
            throw new IllegalStateException("The hash has no such fields.");
        }
        return values;
    }

    /** Reads the same as a map of texts. */
    static Subject hgetall() throws Throwable {
        RedissonClient client = clientLikeOurs();
        RMap<String, String> map = client.getMap(KEY, StringCodec.INSTANCE);
        String name = Product.of(OurSubjects.ID).getName();
        return Subject.hits(client::shutdown, name, () -> map.readAllMap().get("name"));
    }

    /** Reads JSON as text, with a client that has Redisson's defaults. */
    static Subject get() throws Throwable {
        Config config = new Config();
        config.useSingleServer().setAddress(BenchmarkRedis.address());
        RedissonClient client = Redisson.create(config);
        RBucket<String> bucket = client.getBucket("text-for-redisson", StringCodec.INSTANCE);
        bucket.set(ProductText.JSON);
        return Subject.hits(client::shutdown, ProductText.JSON, bucket::get);
    }

    private static RedissonClient clientLikeOurs() throws Throwable {
        try (ConfigurableApplicationContext application = ProductsApplication.start(BenchmarkRedis.port())) {
            Products products = application.getBean(Products.class);
            Subject.hits(application, Product.of(OurSubjects.ID), () -> products.entity(OurSubjects.ID));
            return Redisson.create(
                    application.getBean(ProductsApplication.OwnClient.class).config());
        }
    }
}
