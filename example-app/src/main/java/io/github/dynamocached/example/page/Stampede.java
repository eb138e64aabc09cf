package io.github.dynamocached.example.page;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.example.users.UserRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Five hundred callers read one item at the same moment, and it is not cached. */
@Component
@OnlyWithPage
class Stampede {

    private static final int CALLERS = 500;
    private static final String ID = "user1000";

    private final UserRepository users;
    private final DynamoCache cache;
    private final NaiveUsers naiveUsers;
    private final RedisState redis;
    private final AtomicBoolean running = new AtomicBoolean();

    Stampede(UserRepository users, DynamoCaches caches, NaiveUsers naiveUsers, RedisState redis) {
        this.users = users;
        this.naiveUsers = naiveUsers;
        this.redis = redis;
        cache = caches.cache("users");
    }

    /** Lets both caches meet the callers, one after the other. */
    Result run() throws InterruptedException {
        redis.requireRunning();
        if (!running.compareAndSet(false, true)) {
            throw new ConflictException("A stampede is running already. Wait for its end.");
        }
        ExecutorService callers =
                Executors.newFixedThreadPool(CALLERS, new CustomizableThreadFactory("page-stampede-"));
        try {
            cache.evict(ID);
            Herd withCache = herd(callers, () -> users.findById(ID));
            naiveUsers.evict(ID);
            Herd naive = herd(callers, () -> naiveUsers.read(ID));
            return new Result(CALLERS, withCache, naive);
        } finally {
            callers.shutdownNow();
            running.set(false);
        }
    }

    private static Herd herd(ExecutorService callers, Supplier<?> read) throws InterruptedException {
        ReadProbe probe = ReadProbe.counting();
        CountDownLatch start = new CountDownLatch(1);
        Callable<Long> call = () -> {
            start.await();
            long begin = System.nanoTime();
            probe.watch(read);
            return System.nanoTime() - begin;
        };
        List<Future<Long>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(callers.submit(call));
        }
        start.countDown();
        return outcome(calls, probe);
    }

    private static Herd outcome(List<Future<Long>> calls, ReadProbe probe) throws InterruptedException {
        long slowest = 0;
        int failed = 0;
        for (Future<Long> call : calls) {
            try {
                slowest = Math.max(slowest, call.get());
            } catch (ExecutionException failure) {
                failed++;
            }
        }
        return new Herd(probe.reads(), failed, slowest / 1e6);
    }

    /** What both caches did. */
    record Result(int callers, Herd withCache, Herd naive) {}

    /**
     * What one cache did.
     *
     * @param reads of DynamoDB
     * @param failed callers that got an exception
     * @param slowestMillis the longest time that a caller waited
     */
    record Herd(int reads, int failed, double slowestMillis) {}
}
