package io.github.dynamocached.tracking;

import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.store.Watch;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;

/**
 * Keeps one {@link TrackingChannel} to each primary for as long as some cache is watched, and finds the watch over the process that
 * has given an answer. A channel that ends is replaced after a pause, which grows while that fails.
 *
 * <p>{@link #follow} and everything that it begins run on one thread. The others may be called by any.
 */
public final class Trackings {

    private final TrackingLog log = new TrackingLog();
    private final Later later;
    private final Map<RedisClient, Attempts> primaries = new HashMap<>();
    private final ConcurrentMap<String, TrackingChannel> byRun = new ConcurrentHashMap<>();
    private volatile TrackedKeys keys;
    private volatile Duration lag = Duration.ZERO;
    private volatile boolean isClosed;

    /** Runs tasks on the one thread. */
    public interface Later {

        /**
         * Runs a task.
         *
         * @param task the task; not run if the thread has ended
         * @param millis after how long
         */
        void run(Runnable task, long millis);
    }

    /**
     * No channels yet.
     *
     * @param keyPrefix the first part of every key
     * @param later runs tasks on the thread that follows the primaries
     */
    public Trackings(String keyPrefix, Later later) {
        this.keys = TrackedKeys.none(keyPrefix);
        this.later = later;
    }

    /**
     * Watches one more cache. No watch of a channel that does not tell its keys is returned from now on.
     *
     * @param cacheName the name of the cache
     * @param holds how long a watch holds after it was confirmed; the same for all caches
     * @param told is told of changed keys
     */
    public synchronized void watch(String cacheName, Duration holds, ToldKeys told) {
        lag = holds;
        keys = keys.with(cacheName, told);
        later.run(this::renew, 0);
    }

    /** {@return whether any cache is watched} */
    public boolean isUsed() {
        return !keys.caches().isEmpty();
    }

    /**
     * The watch over a process.
     *
     * @param run the id of the process
     * @return null if there is no open channel to it
     */
    public @Nullable Watch of(String run) {
        TrackingChannel channel = byRun.get(run);
        return channel == null || !tellsAll(channel) ? null : channel.watch();
    }

    private boolean tellsAll(TrackingChannel channel) {
        return channel.keys().version() == keys.version();
    }

    /**
     * Takes note of the current primaries. Called again and again.
     *
     * @param current all primaries
     */
    public void follow(Collection<TrackedPrimary> current) {
        Map<RedisClient, TrackedPrimary> named = new HashMap<>();
        current.forEach(primary -> named.put(primary.client(), primary));
        for (Iterator<Attempts> known = primaries.values().iterator(); known.hasNext(); ) {
            Attempts attempts = known.next();
            TrackedPrimary primary = named.remove(attempts.primary.client());
            if (primary == null) {
                known.remove();
                attempts.end();
            } else {
                attempts.follow(primary);
            }
        }
        named.values().forEach(primary -> primaries.put(primary.client(), new Attempts(primary)));
        renew();
    }

    /** Opens the channels that are missing, and replaces those that do not tell the keys of all caches. */
    private void renew() {
        if (isUsed()) {
            primaries.values().forEach(Attempts::renew);
        }
    }

    /** Ends all channels for good. */
    public void close() {
        isClosed = true;
        byRun.values().forEach(TrackingChannel::endSoon);
    }

    /** What is done to have a channel to one primary. */
    private final class Attempts implements ChannelOwner {

        private TrackedPrimary primary;
        private @Nullable TrackingChannel channel;
        private boolean isConnecting;
        private boolean isOver;
        private final Pause pause = new Pause(System::nanoTime);

        private Attempts(TrackedPrimary primary) {
            this.primary = primary;
        }

        void follow(TrackedPrimary now) {
            boolean serveOthers = !now.slots().equals(primary.slots());
            primary = now;
            if (serveOthers && channel != null) {
                channel.renewSoon();
            }
        }

        void renew() {
            if (channel != null && !tellsAll(channel)) {
                channel.endSoon();
            } else if (channel == null && !isConnecting && !pause.isUnderWay()) {
                connect();
            }
        }

        private void connect() {
            isConnecting = true;
            TrackingChannel next = new TrackingChannel(keys, lag, this, System::nanoTime);
            CompletionStage<?> unused = PlainConnection.to(primary.client()).whenComplete((plain, failure) -> {
                if (failure != null) {
                    ended(next, null);
                } else if (isClosed) {
                    drop(plain);
                } else {
                    plain.pipeline().addLast(new AnswerDecoder(), next);
                }
            });
        }

        private static void drop(Channel plain) {
            var unused = plain.close();
        }

        @Override
        public void opened(TrackingChannel open, String run) {
            byRun.put(run, open);
            if (isClosed) {
                open.endSoon();
            }
            later.run(() -> note(open), 0);
        }

        private void note(TrackingChannel open) {
            isConnecting = false;
            channel = open;
            pause.opened();
            log.accepted(primary);
            if (isOver) {
                open.endSoon();
            } else {
                renew();
            }
        }

        @Override
        public void ended(TrackingChannel over, @Nullable TrackingRefusal refusal) {
            byRun.values().remove(over);
            later.run(
                    () -> {
                        isConnecting = false;
                        channel = null;
                        if (refusal != null) {
                            log.refused(primary, refusal, over.keys());
                        }
                        later.run(this::again, pause.begin(refusal != null));
                    },
                    0);
        }

        private void again() {
            pause.end();
            if (!isOver) {
                renew();
            }
        }

        void end() {
            isOver = true;
            if (channel != null) {
                channel.endSoon();
            }
        }
    }
}
