package io.github.dynamocached.redis;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;

/** The connections that are ready for reads, by the identity of their server in Redisson. Usually each server has one. */
final class ReadChannels {

    private final ConcurrentMap<RedisClient, ReadChannel[]> open = new ConcurrentHashMap<>();

    /**
     * A connection to a server, always the same one for a thread as long as it is open.
     *
     * @param most how many connections are used at most, those that were ready first. After a break Redisson may open one more
     *     than its pool has; it is left idle, so that Redisson closes it again
     * @return null if there is none
     */
    @Nullable
    ReadChannel of(@Nullable RedisClient server, int most) {
        ReadChannel[] all = server == null ? null : open.get(server);
        if (all == null) {
            return null;
        }
        int used = Math.min(all.length, most);
        return used == 1 ? all[0] : all[(int) (Thread.currentThread().getId() % used)];
    }

    void add(RedisClient server, ReadChannel channel) {
        open.merge(server, new ReadChannel[] {channel}, ReadChannels::joined);
    }

    void remove(RedisClient server, ReadChannel channel) {
        open.computeIfPresent(server, (known, all) -> {
            ReadChannel[] left =
                    Arrays.stream(all).filter(other -> other != channel).toArray(ReadChannel[]::new);
            return left.length == 0 ? null : left;
        });
    }

    private static ReadChannel[] joined(ReadChannel[] some, ReadChannel[] more) {
        ReadChannel[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
