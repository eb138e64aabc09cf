package io.github.dynamocached.example.load;

import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged example in a JVM of its own, with a Redis of its own. */
final class RunningExample implements AutoCloseable {

    private static final List<String> OPTIONS = List.of(
            "-Xms256m",
            "-Xmx256m",
            // The HTTP client of the AWS SDK keeps no more than five connections open otherwise.
            "-Dhttp.maxConnections=200",
            "-Daws.region=eu-central-1",
            "-Daws.accessKeyId=any",
            "-Daws.secretAccessKey=any");
    private static final List<String> ARGUMENTS = List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            // Tomcat closes a connection after 100 requests otherwise.
            "--server.tomcat.max-keep-alive-requests=-1",
            "--spring.profiles.active=aws");
    private static final Pattern READY = Pattern.compile("curl -i http://localhost:(\\d+)/users/user123");
    private static final int LAST_LINES = 60;

    private final RedisServer redis;
    private final Process process;
    private final Deque<String> log = new ArrayDeque<>();
    private int port;

    private RunningExample(RedisServer redis, Process process) {
        this.redis = redis;
        this.process = process;
    }

    /** Returns when the example is ready. */
    static RunningExample start(Path jar, Subject subject, DynamoDbServer dynamoDb, Duration addedLatency)
            throws IOException {
        RedisServer redis = RedisServer.start();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(ARGUMENTS);
        command.addAll(subject.arguments());
        command.add("--spring.data.redis.url=" + redis.uri());
        command.add("--example.dynamodb.endpoint=" + dynamoDb.endpoint());
        command.add("--example.dynamodb.added-latency=" + addedLatency.toMillis() + "ms");
        RunningExample example = new RunningExample(
                redis, new ProcessBuilder(command).redirectErrorStream(true).start());
        Runtime.getRuntime().addShutdownHook(new Thread(example.process::destroyForcibly));
        example.awaitReady();
        return example;
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            remember(line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                port = Integer.parseInt(ready.group(1));
                Thread reader = new Thread(() -> output.lines().forEach(this::remember), "log of the example");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        close();
        throw new IOException("The example did not start. It logged:\n" + log());
    }

    /** The log must be read, or the example would wait for room in its output. */
    private void remember(String line) {
        synchronized (log) {
            if (log.size() == LAST_LINES) {
                log.removeFirst();
            }
            log.add(line);
        }
    }

    /** The last lines that it logged. */
    String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    int port() {
        return port;
    }

    RedisServer redis() {
        return redis;
    }

    Usage usage() {
        return Usage.of(process.toHandle());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        redis.close();
    }
}
