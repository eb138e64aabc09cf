package io.github.dynamocached.redis;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for threads that stand still within the library, which no thread of an asynchronous call may do. */
public final class ThreadsThatWait {

    private static final Set<Thread.State> WAITING =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

    private static final List<String> PACKAGES = Stream.of(
                    "aop", "cache", "client", "deferred", "dynamodb", "load", "redis")
            .map(name -> "io.github.dynamocached." + name + ".")
            .toList();

    private final Set<Long> before = new HashSet<>();

    /** Leaves out what waits now, which belongs to other tests of this JVM. */
    public ThreadsThatWait() {
        waiting().forEach(thread -> before.add(thread.getThreadId()));
    }

    /** The names of threads that wait, and where. */
    public List<String> now() {
        return waiting()
                .filter(thread -> !before.contains(thread.getThreadId()))
                .flatMap(thread -> frames(thread).limit(1).map(frame -> nameOf(thread) + frame))
                .toList();
    }

    private static Stream<ThreadInfo> waiting() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> WAITING.contains(thread.getThreadState()))
                .filter(thread -> frames(thread).findAny().isPresent());
    }

    private static Stream<StackTraceElement> frames(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace()).filter(ThreadsThatWait::isOfLibrary);
    }

    private static boolean isOfLibrary(StackTraceElement frame) {
        return PACKAGES.stream().anyMatch(frame.getClassName()::startsWith)
                && !frame.getClassName().contains("Tests");
    }

    private static String nameOf(ThreadInfo thread) {
        return thread.getThreadName() + " " + thread.getThreadState() + " at ";
    }
}
