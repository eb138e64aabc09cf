package io.github.dynamocached.example.load;

import io.github.dynamocached.servers.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The processor time of a process so far, and the memory that it holds.
 *
 * @param at when it was taken, as {@link System#nanoTime}
 * @param cpu of the process, since it began
 * @param memory in bytes
 */
record Usage(long at, Duration cpu, long memory) {

    private static final String RESIDENT = "VmRSS:";

    /** The memory is what the system holds for the process; 0 on systems without {@code /proc}. */
    static Usage of(ProcessHandle process) {
        return new Usage(System.nanoTime(), cpuOf(process), resident(process.pid()));
    }

    /** The memory is what Redis says that it uses. */
    static Usage of(RedisServer redis) {
        Duration cpu = cpuOf(ProcessHandle.of(redis.pid()).orElseThrow());
        String info = String.valueOf(redis.execute("INFO", "memory"));
        return new Usage(System.nanoTime(), cpu, number(info, "used_memory:"));
    }

    private static Duration cpuOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How many cores the process was busy on since then. */
    double coresSince(Usage before) {
        return (double) cpu.minus(before.cpu).toNanos() / (at - before.at);
    }

    private static long resident(long pid) {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return 1_024 * number(Files.readString(status), RESIDENT);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long number(String lines, String name) {
        return lines.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
