package io.github.dynamocached.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Parts of a hit of an entity. Where the server is not the part, a {@link HitStore} answers in its place. */
final class LayerSubjects {

    private static final ValueCodec CODEC =
            new ResultCodecs(new EntitySchemas(List.of()), List.of()).codecOf(Product.class);

    private LayerSubjects() {}

    private static byte[] @Nullable [] encoded() {
        return CODEC.encode(Product.of(OurSubjects.ID));
    }

    static Subject decode() throws Throwable {
        byte[] @Nullable [] fields = encoded();
        return Subject.hits(() -> {}, Product.of(OurSubjects.ID), () -> CODEC.decode(fields));
    }

    static Subject read() throws Throwable {
        ConfigurableApplicationContext application = start();
        ReadThroughCache cache = application.getBean(ReadThroughCaches.class).cache("entities");
        ReadOperation operation = new ReadOperation("LayerSubjects", CODEC, null);
        Slot slot = new Slot(CacheKey.of("entities", List.of(OurSubjects.ID)), "");
        return Subject.hits(
                application,
                Product.of(OurSubjects.ID),
                () -> cache.read(operation, slot, () -> Loads.load(OurSubjects.ID))
                        .value());
    }

    static Subject annotated() throws Throwable {
        ConfigurableApplicationContext application = start();
        Products products = application.getBean(Products.class);
        return Subject.hits(application, Product.of(OurSubjects.ID), () -> products.entity(OurSubjects.ID));
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Answered.class)
                .properties(ProductsApplication.PROPERTIES)
                .run();
    }

    /** Sends the command of a hit, and reads as many bytes as its answer has. Not for several threads. */
    static Subject socket() throws Throwable {
        byte[] command = resp(RedissonSubjects.commandOfAHit());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), BenchmarkRedis.port());
        socket.setTcpNoDelay(true);
        byte[] answer = firstAnswer(socket, command);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return Subject.of(socket, () -> {}, () -> {
            socket.getOutputStream().write(command);
            in.readFully(answer);
            if (answer[0] != '*') {
                throw new IllegalStateException("The answer is no list.");
            }
            return answer;
        });
    }

    private static byte[] resp(List<byte[]> words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("*" + words.size() + "\r\n").getBytes(UTF_8));
        for (byte[] word : words) {
            bytes.write(("$" + word.length + "\r\n").getBytes(UTF_8));
            bytes.write(word);
            bytes.write("\r\n".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The server answers the command that follows only after it, so what comes before that answer is the first one. */
    private static byte[] firstAnswer(Socket socket, byte[] command) throws IOException {
        byte[] pong = "+PONG\r\n".getBytes(UTF_8);
        socket.getOutputStream().write(command);
        socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        while (!answers.toString(UTF_8).endsWith("+PONG\r\n")) {
            answers.write(socket.getInputStream().read());
        }
        byte[] both = answers.toByteArray();
        return Arrays.copyOf(both, both.length - pong.length);
    }

    /** The application of the products without a server. */
    @Import(ProductsApplication.class)
    static class Answered {

        @Bean
        EntryStore store() {
            return new HitStore(encoded());
        }

        @Bean
        LoadLock lock() {
            return new FreeLock();
        }
    }
}
