package io.github.dynamocached.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shards that the leader reads, and those that are at their end. */
final class ReadShards {

    private final Map<String, ShardReads> reads = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    void add(String shard, ShardReads read) {
        reads.put(shard, read);
    }

    /** A shard that is not read, because all of its records are processed. */
    void addDone(String shard) {
        done.add(shard);
    }

    boolean knows(String shard) {
        return reads.containsKey(shard) || done.contains(shard);
    }

    /** How many are read. */
    int open() {
        return (int) reads.values().stream().filter(each -> !each.isAtEnd()).count();
    }

    /** All changes until then are evicted. */
    long provenMillis(long ifNoneIsRead) {
        return reads.values().stream()
                .filter(each -> !each.isAtEnd())
                .mapToLong(ShardReads::provenMillis)
                .min()
                .orElse(ifNoneIsRead);
    }

    /** Whether the stream still has all shards that are not read to their end. */
    boolean areLeftIn(Set<String> listed) {
        return reads.entrySet().stream().allMatch(read -> read.getValue().isAtEnd() || listed.contains(read.getKey()));
    }

    /** Forgets the shards that do not exist any more, and returns them. */
    List<String> forgetOthersThan(Set<String> listed) {
        List<String> gone = new ArrayList<>(reads.keySet());
        gone.addAll(done);
        gone.removeAll(listed);
        gone.forEach(reads::remove);
        gone.forEach(done::remove);
        return gone;
    }

    /** Reads none any more, and forgets all. */
    void stop() {
        reads.values().forEach(ShardReads::stop);
        reads.clear();
        done.clear();
    }
}
