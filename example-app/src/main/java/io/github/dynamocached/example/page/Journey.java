package io.github.dynamocached.example.page;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.Observed;
import io.github.dynamocached.example.users.User;
import io.github.dynamocached.example.users.UserRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes one user, and watches what becomes of the user's entry. */
@Component
@OnlyWithPage
class Journey {

    private static final String ID = "user998";

    private final UserRepository users;
    private final DynamoCaches caches;
    private final DynamoCache cache;
    private final DirectReads directReads;
    private final RedisState redis;

    Journey(UserRepository users, DynamoCaches caches, DirectReads directReads, RedisState redis) {
        this.users = users;
        this.caches = caches;
        this.directReads = directReads;
        this.redis = redis;
        cache = caches.cache("users");
    }

    /** Makes the journey. One at a time, so that each shows its own write. */
    synchronized List<Stop> run() {
        redis.requireRunning();
        User user = directReads.read(ID);
        String oldName = user.getName();
        user.setName(oldName.equals("Ada Lovelace") ? "Grace Hopper" : "Ada Lovelace");
        users.findById(ID);
        Stops stops = new Stops();
        stops.add("The entry is in Redis", "name " + oldName + ", " + stateOf(cache.look(ID)));
        users.save(user);
        stops.add(
                "The write is done",
                "DynamoDB has stored " + user.getName() + ". The library saw the write of the SDK, and Redis has"
                        + " acknowledged the eviction. Only then did the write return.");
        stops.add("The entry is gone", stateOf(cache.look(ID)));
        stops.add("The next read", read());
        stops.add("The read after that", read());
        return stops.list;
    }

    private String read() {
        Observed<Optional<User>> seen = caches.observe(() -> users.findById(ID));
        String source = seen.last().map(read -> read.source().name()).orElse("not cached");
        return source + ": name " + seen.value().map(User::getName).orElse("unknown");
    }

    private static String stateOf(EntryState state) {
        if (!state.hasKey()) {
            return "no key";
        }
        if (!state.holdOff().isZero()) {
            return "no value. A mark says for " + state.holdOff().toMillis()
                    + " ms that it was just evicted, so that loads read consistently";
        }
        return state.variant("")
                .map(variant -> variant.freshness().name().toLowerCase(Locale.ROOT) + ", "
                        + variant.age().toMillis() + " ms old")
                .orElse("no value");
    }

    /**
     * Something that was seen on the way.
     *
     * @param millis since the start
     * @param title what was looked at
     * @param seen what it was like
     */
    record Stop(double millis, String title, String seen) {}

    private static final class Stops {

        private final List<Stop> list = new ArrayList<>();
        private final long start = System.nanoTime();

        void add(String title, String seen) {
            list.add(new Stop((System.nanoTime() - start) / 1e6, title, seen));
        }
    }
}
