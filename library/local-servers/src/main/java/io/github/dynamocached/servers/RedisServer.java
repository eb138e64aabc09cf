package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis on this machine, which listens only on 127.0.0.1. Tests can pause it, kill it and start it again on its
 * port. By default it stores nothing on disk. It ends with this JVM, even if the JVM is killed.
 *
 * <p>The program comes from the jar {@code org.signal:embedded-redis}, for Linux and macOS. To use another
 * {@code redis-server}, name it in the environment variable or system property {@code REDIS_EXECUTABLE}.
 */
public final class RedisServer implements LocalServer {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofMillis(50);
    private static final int ATTEMPTS = 5;

    private final int port;
    private final List<String> command;
    private @Nullable GuardedProcess process;

    private RedisServer(int port, List<String> command) {
        this.port = port;
        this.command = command;
    }

    /**
     * Starts a Redis on a free port and waits until it answers.
     *
     * @param arguments more arguments of {@code redis-server}, which override the defaults: {@code "--maxmemory", "2mb"}.
     *     The folder in which Redis starts is removed at its end; to keep its files, set {@code --dir}
     * @return the running server
     * @throws IllegalStateException if it does not answer in time; the message contains the output of Redis
     */
    public static RedisServer start(String... arguments) {
        return startAs(port -> command(port, arguments));
    }

    /** Starts a command that is made for a free port. */
    static RedisServer startAs(IntFunction<List<String>> command) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            RedisServer server = new RedisServer(port, command.apply(port));
            try {
                server.restart();
                return server;
            } catch (IllegalStateException failure) {
                boolean portWasTaken = String.valueOf(failure.getMessage()).contains("Address already in use");
                if (!portWasTaken || attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    /**
     * The address for clients.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /**
     * The process id of the running server. It changes with each restart.
     *
     * @return the process id
     * @throws IllegalStateException if the server was killed or closed
     */
    public long pid() {
        return running().pid();
    }

    /**
     * Sends one command over a connection of its own, as {@code redis-cli} does.
     *
     * @param command the words of the command, see {@link RespConnection#execute}
     * @return the answer
     * @throws RespException if Redis answers an error
     * @throws UncheckedIOException if no answer comes within five seconds, or nothing listens
     */
    public @Nullable Object execute(Object... command) {
        try (RespConnection connection = connect()) {
            return connection.execute(command);
        }
    }

    /**
     * Opens a connection, for commands that belong together or servers that need a password.
     *
     * @return a connection that waits five seconds for each answer
     * @throws UncheckedIOException if nothing listens
     */
    public RespConnection connect() {
        return RespConnection.open(port, ANSWER);
    }

    /**
     * The first number of the version of Redis whose commands the server knows. A Valkey 8 says 7.
     *
     * @return for example 6 or 7
     */
    public int majorVersion() {
        String version = String.valueOf(execute("INFO", "server"))
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(version.substring(version.indexOf(':') + 1, version.indexOf('.')));
    }

    /**
     * Whether the server answers now.
     *
     * @return whether PING was answered within 50 milliseconds; errors such as NOAUTH count, LOADING does not
     */
    public boolean answers() {
        try (RespConnection connection = RespConnection.open(port, PROBE)) {
            connection.execute("PING");
            return true;
        } catch (RespException error) {
            return !String.valueOf(error.getMessage()).startsWith("LOADING");
        } catch (UncheckedIOException silence) {
            return false;
        }
    }

    /**
     * Pauses the process (SIGSTOP). It still accepts connections and keeps them open, but answers nothing. Returns when the
     * server has stopped answering.
     *
     * @throws IllegalStateException if the server was killed or closed
     * @throws UnsupportedOperationException on Windows
     */
    public void pause() {
        running().signal("STOP");
        await(() -> !answers(), "fall silent when it was paused");
    }

    /**
     * Resumes a paused process (SIGCONT). Returns when the server answers.
     *
     * @throws IllegalStateException if the server was killed or closed
     * @throws UnsupportedOperationException on Windows
     */
    public void resume() {
        running().signal("CONT");
        await(this::answers, "answer when it was resumed");
    }

    /** Kills the process at once (SIGKILL), even a paused one. Connections break, and new ones are refused until a restart. */
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /**
     * Kills the process if it runs, and starts another one on the same port with the same arguments. It is empty unless the
     * arguments ask for persistence. Returns when it answers.
     *
     * @throws IllegalStateException if it does not answer in time; the message contains the output of Redis
     */
    public void restart() {
        kill();
        process = GuardedProcess.start(command);
        await(this::answers, "start");
    }

    /**
     * Does the same, but returns as soon as the server answers that it is still loading its data from disk. Arguments make
     * that take longer: {@code "--key-load-delay", "1000"} (microseconds for each key). Without
     * {@code "--loading-process-events-interval-bytes", "256"}, the server does not answer while it loads.
     *
     * @throws IllegalStateException if it ends, or if it loads too fast to be seen loading
     */
    public void restartLoading() {
        kill();
        process = GuardedProcess.start(command);
        await(this::isLoading, "load");
    }

    /**
     * Whether the server is loading its data from disk. Until then it refuses commands that need data.
     *
     * @return whether it answers LOADING
     */
    public boolean isLoading() {
        try (RespConnection connection = connect()) {
            connection.execute("PING");
            return false;
        } catch (RespException error) {
            return String.valueOf(error.getMessage()).startsWith("LOADING");
        } catch (UncheckedIOException silence) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }

    private GuardedProcess running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("The Redis on port " + port + " is not running. Call restart() first.");
        }
        return process;
    }

    private void await(BooleanSupplier condition, String aim) {
        GuardedProcess current = running();
        if (!Conditions.holds(() -> !current.isAlive() || condition.getAsBoolean(), START) || !current.isAlive()) {
            kill();
            throw new IllegalStateException(
                    "The Redis on port " + port + " did not " + aim + ". It printed: " + current.lastOutput());
        }
    }

    private static List<String> command(int port, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                RedisExecutable.find().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(List.of(arguments));
        return command;
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
