package io.github.dynamocached.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that call one method again and again for some time, its loads, and how long the calls took. */
final class HotKeyDrive {

    private static final double NANOS = 1_000_000_000;

    private final String name;
    private final Duration load;
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> loading = new AtomicReference<>();
    private final List<Long> loadNanos = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> callNanos = Collections.synchronizedList(new ArrayList<>());

    HotKeyDrive(String name, Duration load) {
        this.name = name;
        this.load = load;
    }

    /** A load, which takes its time. */
    Object load() throws InterruptedException {
        loads.incrementAndGet();
        long began = System.nanoTime();
        loading.set(Thread.currentThread());
        try {
            TimeUnit.NANOSECONDS.sleep(load.toNanos());
        } finally {
            boolean unused = loading.compareAndSet(Thread.currentThread(), null);
        }
        loadNanos.add(System.nanoTime() - began);
        return "value";
    }

    /** Interrupts a thread that loads now, a few times a second. */
    void interruptALeader() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Thread leader = loading.getAndSet(null);
        if (leader != null) {
            interrupts.incrementAndGet();
            leader.interrupt();
        }
    }

    /** Lets so many threads call for so long, and prints what they paid. */
    void run(int threads, Duration time, Callable<?> call) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread caller = new Thread(() -> work(start, time, call), String.valueOf(i));
            caller.start();
            callers.add(caller);
        }
        start.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        System.out.printf(
                "Hot key, %s: %d calls by %d threads in %.1f s, %d loads of %.1f ms; a call took %.2f loads (median),"
                        + " %.2f at most%n",
                name,
                callNanos.size(),
                threads,
                time.toNanos() / NANOS,
                loads(),
                median(loadNanos) / 1e6,
                medianWaitInLoads(),
                longestWaitInLoads());
    }

    private void work(CountDownLatch start, Duration time, Callable<?> call) {
        try {
            start.await();
            long end = System.nanoTime() + time.toNanos();
            for (long began = System.nanoTime(); began - end < 0; began = System.nanoTime()) {
                call(call);
                callNanos.add(System.nanoTime() - began);
            }
        } catch (InterruptedException stopped) {
            failures.incrementAndGet();
        }
    }

    private void call(Callable<?> call) {
        try {
            Object unused = call.call();
        } catch (CompletionException interrupted) {
            failures.incrementAndGet();
            boolean unused = Thread.interrupted();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** The number of the calling thread. */
    static int number() {
        return Integer.parseInt(Thread.currentThread().getName());
    }

    int loads() {
        return loads.get();
    }

    int failures() {
        return failures.get();
    }

    int interrupts() {
        return interrupts.get();
    }

    double medianWaitInLoads() {
        return median(callNanos) / median(loadNanos);
    }

    double longestWaitInLoads() {
        return Collections.max(callNanos) / median(loadNanos);
    }

    private static double median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
