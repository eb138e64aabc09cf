package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the shards of a table are processed, and what the next leader is told of it. It is told a position only when that is
 * older than the overlap: after a failover that loses evictions, and the end of the leader that would have repeated them, the
 * next leader evicts the records of that time again.
 */
final class StreamPositions {

    /** The position of a shard that is processed to its end. */
    static final String END = "end";

    /** The position of a shard of which no record is known to be processed. */
    static final String NONE = "";

    /** Stands for a text that may be kept or not. No text is equal to it. */
    private static final String UNKNOWN = "?";

    private static final String STREAM = "stream";
    private static final String KEPT = "kept";
    private static final String SHARD = "shard:";

    private final Map<String, Shard> shards = new HashMap<>();
    private final Map<String, String> kept;

    /** The positions of one shard that are too young, and the one that is not. */
    private static final class Shard {
        private final Deque<Mark> young = new ArrayDeque<>();
        private String settled;

        Shard(String settled) {
            this.settled = settled;
        }
    }

    private record Mark(String position, long processed) {}

    /** @param kept what an earlier leader has kept */
    StreamPositions(Map<String, String> kept) {
        this.kept = new HashMap<>(kept);
    }

    /** Whether what an earlier leader has kept tells how far the shards of a stream are processed. */
    boolean areOf(String stream, long nowMillis, Duration trust) {
        return stream.equals(kept.get(STREAM)) && nowMillis - keptMillis() < trust.toMillis();
    }

    /** All records until then are processed, by the positions that an earlier leader has kept. 0 if it has kept none. */
    long keptMillis() {
        String text = kept.getOrDefault(KEPT, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    /** The shards of which an earlier leader has kept something, and their positions. */
    Map<String, String> keptShards() {
        Map<String, String> positions = new HashMap<>();
        kept.forEach((name, position) -> {
            if (name.startsWith(SHARD)) {
                positions.put(name.substring(SHARD.length()), position);
            }
        });
        return positions;
    }

    /** A shard is read from a position on, which the next leader may be told. */
    void begin(String shard, String position) {
        shards.put(shard, new Shard(position));
    }

    /** All records of a shard up to a position are evicted, and that is acknowledged. */
    void processed(String shard, String position, long nanos) {
        Shard known = shards.get(shard);
        if (known != null) {
            known.young.add(new Mark(position, nanos));
        }
    }

    /** A shard at its end does not exist any more. */
    void forget(String shard) {
        shards.remove(shard);
    }

    void forgetAll() {
        shards.clear();
    }

    /** The position of a shard that may be kept now, null if the shard is not read. */
    @Nullable
    String settled(String shard, long nanos, Duration overlap) {
        Shard known = shards.get(shard);
        if (known == null) {
            return null;
        }
        Mark oldest = known.young.peek();
        while (oldest != null && nanos - oldest.processed >= overlap.toNanos()) {
            known.settled = oldest.position;
            known.young.remove();
            oldest = known.young.peek();
        }
        return known.settled;
    }

    /** What has to change in what is kept, as of now. */
    Map<String, Optional<String>> changes(String stream, long untilMillis, long nanos, Duration overlap) {
        Map<String, String> wanted = new HashMap<>();
        wanted.put(STREAM, stream);
        wanted.put(KEPT, Long.toString(untilMillis));
        for (String shard : Set.copyOf(shards.keySet())) {
            String position = settled(shard, nanos, overlap);
            wanted.put(SHARD + shard, position == null ? NONE : position);
        }
        Map<String, Optional<String>> changes = new HashMap<>();
        wanted.forEach((name, text) -> {
            if (!text.equals(kept.get(name))) {
                changes.put(name, Optional.of(text));
            }
        });
        kept.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> changes.put(name, Optional.empty()));
        return changes;
    }

    /** Removes all that is kept. */
    Map<String, Optional<String>> removal() {
        Map<String, Optional<String>> changes = new HashMap<>();
        kept.keySet().forEach(name -> changes.put(name, Optional.empty()));
        return changes;
    }

    /** Changes are under way. Whether they are made is not known until {@link #areKept}. */
    void areSent(Map<String, Optional<String>> changes) {
        changes.forEach((name, text) -> text.ifPresent(value -> kept.put(name, UNKNOWN)));
    }

    /** Changes are made. */
    void areKept(Map<String, Optional<String>> changes) {
        changes.forEach((name, text) -> text.ifPresentOrElse(value -> kept.put(name, value), () -> kept.remove(name)));
    }
}
