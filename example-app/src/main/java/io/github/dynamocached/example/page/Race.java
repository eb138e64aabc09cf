package io.github.dynamocached.example.page;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.example.users.User;
import io.github.dynamocached.example.users.UserRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The race of the stale fill. A reader misses and reads the old item from DynamoDB. Before its answer arrives, a writer
 * writes a new item and evicts. Then the reader's answer arrives, and the cache would store the old item after the eviction.
 * Three caches run this race at the same time, and then are asked until all of them know the new item.
 */
@Component
@OnlyWithPage
class Race {

    private static final String ID = "user999";
    private static final int MILLIS_BETWEEN_QUESTIONS = 100;
    private static final long LONGEST_MILLIS = NaiveUsers.TTL.plusSeconds(5).toMillis();

    private final UserRepository users;
    private final DirectReads directReads;
    private final LiveStream pages;
    private final RedisState redis;
    private final List<Contestant> contestants;
    private final AtomicBoolean running = new AtomicBoolean();

    Race(
            UserRepository users,
            DynamoCaches caches,
            CacheableUsers cacheableUsers,
            NaiveUsers naiveUsers,
            DirectReads directReads,
            LiveStream pages,
            RedisState redis) {
        this.users = users;
        this.directReads = directReads;
        this.pages = pages;
        this.redis = redis;
        DynamoCache cache = caches.cache("users");
        contestants = List.of(
                new Contestant("DynamoCached", id -> users.findById(id).orElseThrow(), cache::evict),
                new Contestant("@Cacheable", cacheableUsers::read, cacheableUsers::evict),
                new Contestant("Cache-aside by hand", naiveUsers::read, naiveUsers::evict));
    }

    /** Runs the race, which ends when no cache returns the old item any more. */
    List<Standing> run() throws InterruptedException, ExecutionException {
        redis.requireRunning();
        if (!running.compareAndSet(false, true)) {
            throw new ConflictException("A race is running already. Wait for its end.");
        }
        ExecutorService readers = Executors.newCachedThreadPool(new CustomizableThreadFactory("page-race-"));
        try {
            contestants.forEach(contestant -> contestant.evict.accept(ID));
            String newName = race(readers);
            return ask(newName);
        } finally {
            readers.shutdownNow();
            running.set(false);
        }
    }

    /** Returns the name that is right at the end. */
    private String race(ExecutorService readers) throws InterruptedException, ExecutionException {
        ReadProbe[] probes = new ReadProbe[contestants.size()];
        List<Future<User>> reads = new ArrayList<>();
        for (int i = 0; i < probes.length; i++) {
            ReadProbe probe = ReadProbe.delaying();
            probes[i] = probe;
            Contestant contestant = contestants.get(i);
            reads.add(readers.submit(() -> probe.watch(() -> contestant.read.apply(ID))));
        }
        for (ReadProbe probe : probes) {
            if (!probe.awaitAnswer()) {
                throw new ConflictException("A cache had the item although it was evicted. Run the race again.");
            }
        }
        String newName = write();
        for (ReadProbe probe : probes) {
            probe.deliver();
        }
        for (Future<User> read : reads) {
            read.get();
        }
        return newName;
    }

    /** Writes once, and evicts from all caches. DynamoCached sees the write of the SDK and evicts by itself. */
    private String write() {
        User user = directReads.read(ID);
        user.setName(user.getName().equals("Ada Lovelace") ? "Grace Hopper" : "Ada Lovelace");
        users.save(user);
        contestants.stream().skip(1).forEach(contestant -> contestant.evict.accept(ID));
        return user.getName();
    }

    private List<Standing> ask(String newName) throws InterruptedException {
        long start = System.nanoTime();
        List<Standing> standings = contestants.stream()
                .map(one -> new Standing(one.name, 0, false))
                .toList();
        long millis = 0;
        do {
            standings = asked(standings, newName, millis);
            pages.send("race", new Round(millis, NaiveUsers.TTL.toMillis(), newName, standings));
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_QUESTIONS);
            millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        } while (standings.stream().anyMatch(Standing::stale) && millis < LONGEST_MILLIS);
        return standings;
    }

    private List<Standing> asked(List<Standing> before, String newName, long millis) {
        List<Standing> now = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            String name = contestants.get(i).read.apply(ID).getName();
            now.add(before.get(i).after(millis, !name.equals(newName)));
        }
        return now;
    }

    /** A cache, as seen from outside. */
    private record Contestant(String name, Function<String, User> read, Consumer<String> evict) {}

    /**
     * What all caches returned at one moment.
     *
     * @param millis since the write
     * @param ttlMillis the time to live in the two caches that are compared with
     * @param name the right one
     */
    record Round(long millis, long ttlMillis, String name, List<Standing> standings) {}

    /**
     * A cache in the race.
     *
     * @param cache its name
     * @param staleMillis how long it has returned the old item
     * @param stale whether it still did so when it was last asked
     */
    record Standing(String cache, long staleMillis, boolean stale) {

        Standing after(long millis, boolean staleNow) {
            return new Standing(cache, stale ? millis : staleMillis, staleNow);
        }
    }
}
