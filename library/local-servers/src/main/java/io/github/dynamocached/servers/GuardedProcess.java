package io.github.dynamocached.servers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM.
 *
 * <p>A shutdown hook does not run when a JVM is killed. Linux and macOS have no common system call that ties a child to
 * its parent, but they have pipes. The reader of a pipe sees the end of file when the last writer is gone, for whatever
 * reason. So {@code sh} starts a watcher and then becomes the child itself ({@code exec}; process id and exit code are the
 * child's). The watcher reads the pipe that this JVM holds as the child's standard input. At its end the watcher kills the
 * child, even a stopped one.
 *
 * <p>The JVM closes the pipe when the child has ended, so the watcher never outlives both. It ignores the signals that a
 * terminal sends to all its processes (Ctrl-C). The child runs in a temporary folder, which the watcher removes.
 *
 * <p>Without {@code sh} (Windows) there is only a shutdown hook, and a killed JVM leaves the child behind.
 */
final class GuardedProcess {

    private static final String WATCHED = """
            exec 3<&0
            folder=$(mktemp -d) && cd "$folder" || exit 1
            (
              trap '' INT TERM HUP
              cd /
              read -r end <&3
              kill -9 $$
              rm -rf "$folder"
            ) >/dev/null 2>&1 </dev/null &
            exec "$@" 3<&- </dev/null
            """;
    private static final int LINES_KEPT = 20;

    private final Process process;
    private final Thread reader;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private GuardedProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::readOutput, "output-of-process-" + process.pid());
        reader.setDaemon(true);
    }

    static GuardedProcess start(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(guarded(command));
            GuardedProcess started =
                    new GuardedProcess(builder.redirectErrorStream(true).start());
            started.reader.start();
            if (isWindows()) {
                Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            }
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that the ended process printed. */
    String lastOutput() {
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            return String.join(System.lineSeparator(), lastLines);
        }
    }

    /** Sends a signal, by its name: {@code STOP}. */
    void signal(String name) {
        if (isWindows()) {
            throw new UnsupportedOperationException("Windows cannot pause a process. Run this on Linux or macOS.");
        }
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Process " + pid() + " has ended. Restart it first.");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while sending a signal to process " + pid() + ".", interrupted);
        }
    }

    /**
     * Kills the process with SIGKILL and waits for its end, which comes at once. An interrupt does not end the wait.
     * {@link Process#destroyForcibly()} would discard the output that nobody has read yet.
     */
    void kill() {
        process.toHandle().destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor(1, TimeUnit.SECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> guarded(List<String> command) {
        if (isWindows()) {
            return command;
        }
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
        guarded.addAll(command);
        return guarded;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    /** Keeps the pipe from filling up, which would block the process. */
    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::keep);
        } catch (IOException | UncheckedIOException ended) {
            keep(ended.toString());
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == LINES_KEPT) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }
}
