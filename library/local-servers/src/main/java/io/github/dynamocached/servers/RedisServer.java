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
 * A real Redis of this machine, listening on 127.0.0.1 alone, that can be stopped, killed and started again on its
 * port. It stores nothing on disk unless told to, and it ends with this JVM, also when the JVM is killed.
 *
 * <p>The program comes from the jar {@code org.signal:embedded-redis}, for Linux and macOS. The environment variable or
 * system property {@code REDIS_EXECUTABLE} names another {@code redis-server} to use instead.
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
     * @param arguments more arguments of {@code redis-server}, which win over ours: {@code "--maxmemory", "2mb"}. Files
     *     that Redis writes into the folder it starts with are gone at its end: to keep them give {@code --dir}
     * @return the running server
     * @throws IllegalStateException if it does not answer in time; the message holds what Redis printed
     */
    public static RedisServer start(String... arguments) {
        return startAs(port -> command(port, arguments));
    }

    /** Starts what a command says for a free port. */
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
     * Where clients connect to.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /**
     * The process id of the running server, which changes with each restart.
     *
     * @return the process id
     * @throws IllegalStateException if the server was killed or closed
     */
    public long pid() {
        return running().pid();
    }

    /**
     * Sends one command over an own connection, as {@code redis-cli} does.
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
     * Opens a connection, for commands that belong together and for servers that ask for a password.
     *
     * @return a connection that waits five seconds for each answer
     * @throws UncheckedIOException if nothing listens
     */
    public RespConnection connect() {
        return RespConnection.open(port, ANSWER);
    }

    /**
     * Whether the server answers just now.
     *
     * @return whether an answer to PING came within 50 milliseconds, be it an error such as NOAUTH
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
     * Stops the process as it is (SIGSTOP): connections stay open and are accepted, nothing is answered. Returns when
     * the server has stopped answering.
     *
     * @throws IllegalStateException if the server was killed or closed
     * @throws UnsupportedOperationException on Windows
     */
    public void pause() {
        running().signal("STOP");
        await(() -> !answers(), "fall silent when it was paused");
    }

    /**
     * Lets a paused process go on (SIGCONT). Returns when the server answers.
     *
     * @throws IllegalStateException if the server was killed or closed
     * @throws UnsupportedOperationException on Windows
     */
    public void resume() {
        running().signal("CONT");
        await(this::answers, "answer when it was resumed");
    }

    /** Kills the process at once (SIGKILL), paused or not: connections break and are refused until a restart. */
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /**
     * Kills the process if it runs and starts another one on the same port with the same arguments: empty, unless the
     * arguments ask for persistence. Returns when it answers.
     *
     * @throws IllegalStateException if it does not answer in time; the message holds what Redis printed
     */
    public void restart() {
        kill();
        process = GuardedProcess.start(command);
        await(this::answers, "start");
    }

    /**
     * The same, but returns as soon as the server answers that it is still loading what it has on disk. How long it does
     * that is up to the arguments: {@code "--key-load-delay", "1000"} (microseconds for each key) and
     * {@code "--loading-process-events-interval-bytes", "256"}, without which it answers nothing meanwhile.
     *
     * @throws IllegalStateException if it ends, or loads so little that it is never seen loading
     */
    public void restartLoading() {
        kill();
        process = GuardedProcess.start(command);
        await(this::isLoading, "load");
    }

    /**
     * Whether the server is loading what it has on disk, and refuses commands that need data until it is done.
     *
     * @return whether it answers so
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
            throw new IllegalStateException("The Redis on port " + port + " does not run. Restart it first.");
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
