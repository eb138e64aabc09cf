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
 * <p>A shutdown hook does not run when a JVM is killed, and no system call that ties a child to its parent is common
 * to Linux and macOS. A pipe is: its other end reads the end of file whenever the last process that could write to it
 * is gone, however it went. So the child is started through {@code sh}, which leaves a watcher behind and then becomes
 * the child itself ({@code exec}; process id and exit code are the child's). The watcher reads the pipe that this JVM
 * holds as the child's standard input, and at its end kills the child, which works on a stopped process too. The JVM
 * closes the pipe when the child has ended, so the watcher never outlives both. Signals that a terminal sends to
 * everybody in it (Ctrl-C) do not end the watcher. The child runs in a temporary folder, which the watcher removes.
 *
 * <p>Where there is no {@code sh} (Windows) a shutdown hook has to do, and a killed JVM leaves the child behind.
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

    /** What the process, which has ended, printed last. */
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

    /** Sends a signal by its name, such as STOP. */
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
                throw new IllegalStateException("Process " + pid() + " is gone. Restart it first.");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while process " + pid() + " was sent a signal.", interrupted);
        }
    }

    /**
     * Kills the process and waits for its end, which a SIGKILL brings at once, also while interrupted. Not by
     * {@link Process#destroyForcibly()}, which closes what the process has printed and nobody has read yet.
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

    /** A process whose output nobody reads stops when the pipe is full. */
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
