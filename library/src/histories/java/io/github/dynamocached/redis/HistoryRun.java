package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.history.History;
import io.github.dynamocached.servers.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Random work of two processes on one Redis, and its history.
 *
 * <p>A history holds moments of {@link System#nanoTime()}, and operations of different processes are put in order by them.
 * That is right where all JVMs of a machine read one monotonic clock, as they do on Linux ({@code CLOCK_MONOTONIC}), macOS
 * and Windows. A run asks each process for its clock before and after the work, and fails unless the answer lies between
 * the question and its arrival here.
 */
final class HistoryRun {

    private static final int PROCESSES = 2;

    private final int port;
    private final Path folder;
    private final int calls;
    private final long seed;

    /** A run of that many calls in all. */
    HistoryRun(int port, Path folder, int calls, long seed) {
        this.port = port;
        this.folder = folder;
        this.calls = calls;
        this.seed = seed;
    }

    /** What the nodes of a run do as the library does, and what they do not. */
    enum Nodes {
        /** Nothing is different. */
        WHOLE,
        /** The script that fills accepts any token. */
        UNCHECKED,
        /** Values are near. */
        NEAR,
        /** Values are near, and nodes are not told what changes. */
        DEAF
    }

    /** Runs with the scripts of the library. */
    History whole() throws IOException {
        return History.read(run(Nodes.WHOLE));
    }

    /** Runs with a fill script that accepts any token. */
    History withoutTokenCheck() throws IOException {
        return History.read(run(Nodes.UNCHECKED));
    }

    /** What is done to the nodes of a run while they work. */
    interface Fault {

        /** Called again and again. */
        void strike(List<ChildJvm> working) throws IOException;
    }

    /** Runs, and returns the files with the histories of the nodes. */
    List<Path> run(Nodes nodes) throws IOException {
        return run(nodes, null);
    }

    /** Runs while something is done to the nodes. */
    List<Path> run(Nodes nodes, @Nullable Fault fault) throws IOException {
        String run = UUID.randomUUID().toString();
        List<Path> files = new ArrayList<>();
        List<ChildJvm> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                files.add(folder.resolve(run + i));
                processes.add(process(port, run, nodes, calls / PROCESSES, seed + 1000L * i, files.get(i)));
            }
            work(processes, fault);
            return files;
        } finally {
            processes.forEach(ChildJvm::close);
        }
    }

    /** A process of a run that works when it is told to, and then writes its history into the file. */
    static ChildJvm process(int port, String run, Nodes nodes, int calls, long seed, Path file) throws IOException {
        return ChildJvm.running(
                HistoryProcess.class,
                String.valueOf(port),
                run,
                nodes.name(),
                String.valueOf(calls),
                String.valueOf(seed),
                file.toString());
    }

    /** Lets processes work that obey as {@link HistoryProcess} does. */
    static void work(List<ChildJvm> processes) throws IOException {
        work(processes, null);
    }

    private static void work(List<ChildJvm> processes, @Nullable Fault fault) throws IOException {
        for (ChildJvm process : processes) {
            assertThat(process.nextLine()).isEqualTo("ready");
            assertOneClock(process);
        }
        processes.forEach(process -> process.say("go"));
        while (fault != null && !haveAllEnded(processes)) {
            fault.strike(processes);
        }
        for (ChildJvm process : processes) {
            assertThat(process.nextLine()).isEqualTo("done");
            assertOneClock(process);
        }
    }

    /** Whether each process has said something since it began. */
    private static boolean haveAllEnded(List<ChildJvm> processes) throws IOException {
        for (ChildJvm process : processes) {
            if (!process.hasLine()) {
                return false;
            }
        }
        return true;
    }

    private static void assertOneClock(ChildJvm process) throws IOException {
        long asked = System.nanoTime();
        process.say("clock");
        long there = Long.parseLong(Objects.requireNonNull(process.nextLine()));
        assertThat(there).isBetween(asked, System.nanoTime());
    }
}
