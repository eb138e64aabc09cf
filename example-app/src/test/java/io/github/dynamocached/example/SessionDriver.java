package io.github.dynamocached.example;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Adds turns to sessions and reads their contexts through several instances of the service at once. It checks each context:
 * a turn must be in it if any instance had answered that turn's request before the context was requested.
 */
final class SessionDriver {

    private static final int SESSIONS = 8;
    private static final int THREADS = 8;
    private static final int WRITES_PER_HUNDRED = 10;

    private final List<ServiceClient> instances;
    private final AtomicIntegerArray answeredTurns = new AtomicIntegerArray(SESSIONS);
    private final AtomicInteger writes = new AtomicInteger();
    private final Queue<Answer> contexts = new ConcurrentLinkedQueue<>();
    private final Queue<String> staleReads = new ConcurrentLinkedQueue<>();

    SessionDriver(List<ServiceClient> instances) {
        this.instances = instances;
    }

    /** Sends at least this many requests. */
    void run(int requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                work.add(() -> send(requests / THREADS, random));
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void send(int requests, Random random) {
        for (int sent = 0; sent < requests; sent++) {
            int session = random.nextInt(SESSIONS);
            int instance = random.nextInt(instances.size());
            if (random.nextInt(100) < WRITES_PER_HUNDRED) {
                write(instance, session);
                sent++;
            }
            read((instance + 1) % instances.size(), session);
        }
        return null;
    }

    private void write(int instance, int session) {
        Answer answer = instances
                .get(instance)
                .post(path(session) + "/turns", "{\"role\": \"customer\", \"text\": \"Is anybody there?\"}");
        if (answer.status() != 201) {
            throw new AssertionError("The status of a new turn was " + answer.status());
        }
        writes.incrementAndGet();
        int sequence = answer.json().at("/sequence").asInt();
        answeredTurns.accumulateAndGet(session, sequence, Math::max);
    }

    private void read(int instance, int session) {
        int answered = answeredTurns.get(session);
        Answer answer = instances.get(instance).get(path(session) + "/context?turns=1");
        contexts.add(answer);
        int counted = answer.json().at("/session/turnCount").asInt();
        int newest = answer.json().at("/turns/0/sequence").asInt();
        if (counted < answered || newest < answered) {
            staleReads.add("Instance " + instance + " returned turn " + newest + " of " + counted + ", but turn "
                    + answered + " had been answered before");
        }
    }

    private static String path(int session) {
        return "/sessions/session" + (session + 1);
    }

    int writes() {
        return writes.get();
    }

    /** All answered contexts. */
    List<Answer> contexts() {
        return List.copyOf(contexts);
    }

    /** A sentence for each context that lacked a turn. */
    List<String> staleReads() {
        return List.copyOf(staleReads);
    }

    /** The figures of the run. */
    String report() {
        return "%,d turns written, %,d contexts read, %,d of them stale; parts of contexts: %,d hits, %,d misses, %,d"
                        .formatted(
                                writes(),
                                contexts.size(),
                                staleReads.size(),
                                parts("HIT"),
                                parts("MISS"),
                                parts("BYPASS"))
                + " bypasses; " + readUnits().toPlainString() + " read units";
    }

    private BigDecimal readUnits() {
        return contexts.stream().map(Answer::readUnits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long parts(String source) {
        return contexts.stream()
                .flatMap(context -> context.cache().stream())
                .filter(line -> line.startsWith(source + ';'))
                .count();
    }
}
