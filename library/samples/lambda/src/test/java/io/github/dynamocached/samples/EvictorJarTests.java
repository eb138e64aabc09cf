package io.github.dynamocached.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar of the function, alone on the class path of a new JVM. Prints its figures. */
class EvictorJarTests {

    private static final Path JAR = Path.of("target", "evictor.jar");
    private static final int STARTS = 5;

    @Test
    void jarHoldsNeitherSpringNorAnHttpClientNorCodecsThatCreateAnyClass() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .contains("io/github/dynamocached/samples/EvictorFunction.class")
                    .noneMatch(name -> name.startsWith("org/springframework/")
                            || name.startsWith("software/amazon/awssdk/http/apache")
                            || name.startsWith("com/esotericsoftware/"));
        }
        assertThat(Files.size(JAR)).isLessThan(50L << 20);
    }

    @Test
    void coldFunctionEvictsBeforeItsFirstAnswer() throws Exception {
        List<Long> first = new ArrayList<>();
        List<String> lines = List.of();
        try (RedisServer redis = RedisServer.start()) {
            for (int i = 0; i < STARTS; i++) {
                for (String id : List.of("cold", "warm", "hot")) {
                    redis.execute("HSET", "dynamocached:users:" + id, "name", "Ada");
                }
                long begin = System.nanoTime();
                Process function = start(redis);
                lines = function.inputReader(UTF_8).lines().toList();
                long whole = (System.nanoTime() - begin) / 1_000_000;
                assertThat(function.waitFor()).isZero();
                assertThat(lines)
                        .hasSize(3)
                        .allSatisfy(line -> assertThat(line).endsWith(" {\"batchItemFailures\":[]}"));
                first.add(millis(lines.get(0)));
                for (String id : List.of("cold", "warm", "hot")) {
                    assertThat(redis.execute("HEXISTS", "dynamocached:users:" + id, "name"))
                            .isEqualTo(0L);
                }
                System.out.printf(
                        "Lambda jar: first call %d ms, second %d ms, third %d ms, JVM %d ms%n",
                        millis(lines.get(0)), millis(lines.get(1)), millis(lines.get(2)), whole);
            }
        }
        System.out.printf(
                "Lambda jar: %.1f MB, first eviction %d ms after the JVM began to run the function (median of %d)%n",
                Files.size(JAR) / 1e6, median(first), STARTS);
    }

    /** As Lambda starts a JVM: a fast compiler, and the archive of the JDK's own classes. */
    private static Process start(RedisServer redis) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                JAR + ":" + Path.of("target", "test-classes"),
                ColdStartProcess.class.getName());
        builder.environment().put("REDIS_ADDRESS", redis.uri().toString());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static long millis(String line) {
        return Long.parseLong(Stream.of(line.split(" ")).findFirst().orElseThrow());
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
