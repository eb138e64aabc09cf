package io.github.dynamocached.streams;

import static io.github.dynamocached.streams.ModelState.END;
import static io.github.dynamocached.streams.ModelState.NONE;

import java.util.EnumSet;
import java.util.Set;

/**
 * One key in the database, in the cache and in a stream, two nodes that follow the stream, and what may happen to all of them.
 * How often each event may still happen is part of the state.
 */
final class ModelWorld {

    /** A parent, its child, and the shard of a stream that is enabled anew. */
    static final int SHARDS = 3;

    static final int ABSENT = -1;

    final Set<StreamRule> broken;
    final ModelBudget left;
    final ModelShard[] shards = new ModelShard[SHARDS];
    final ModelLeader[] leaders = {new ModelLeader(), new ModelLeader()};
    final ModelState kept = new ModelState();
    int stream;
    int leader = ABSENT;
    int version;
    /** Whether a replica of the database still returns the version before. */
    boolean lagging;
    /** Whether the hold-off of the key began after that write. */
    boolean lagIsHeldOff;

    int entry = ABSENT;
    boolean holdOff;
    /** The entry that a failover brings back, because its eviction is younger than a minute. */
    int lost = ABSENT;
    /** The nodes that repeat that eviction after a failover. */
    int repeaters;
    /** The nodes that are about to repeat it. */
    int toRepeat;

    ModelWorld(Set<StreamRule> broken, ModelBudget budget) {
        this.broken = broken;
        this.left = budget;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new ModelShard();
        }
        shards[0].listed = true;
        shards[2].stream = 1;
    }

    static ModelWorld intact(ModelBudget budget) {
        return new ModelWorld(EnumSet.noneOf(StreamRule.class), budget);
    }

    boolean holds(StreamRule rule) {
        return !broken.contains(rule);
    }

    /** The shard that gets the next record. */
    ModelShard open() {
        for (ModelShard shard : shards) {
            if (shard.stream == stream && shard.listed && !shard.closed) {
                return shard;
            }
        }
        throw new IllegalStateException("A stream always has an open shard.");
    }

    /** Evicts the key, and that is acknowledged. */
    void evict(int node) {
        loseLater(node);
        entry = ABSENT;
        holdOff = true;
        lagIsHeldOff = lagging;
    }

    /** Evicts every key. One that does not exist gets no hold-off. */
    void sweep(int node) {
        repeaters |= 1 << node;
        if (entry != ABSENT) {
            evict(node);
        }
    }

    private void loseLater(int node) {
        if (entry != ABSENT) {
            lost = entry;
            repeaters = 0;
        }
        repeaters |= 1 << node;
    }

    /** Whether a node is about to repeat an eviction. */
    boolean owes(int node) {
        return (toRepeat & 1 << node) != 0;
    }

    /** More than a minute passes. */
    void minute() {
        lost = ABSENT;
        repeaters = 0;
        holdOffEnds();
        for (ModelLeader each : leaders) {
            for (int i = 0; i < SHARDS; i++) {
                if (each.next[i] != ModelLeader.NOT_READ) {
                    each.settled[i] = settledOf(each, i);
                }
            }
            if (each.phase == ModelLeader.Phase.SWEPT) {
                each.phase = ModelLeader.Phase.MAY_TRUST;
            }
        }
    }

    /** What is kept of a shard when its processed records are old enough. */
    int settledOf(ModelLeader reader, int shard) {
        if (reader.isDone(shard)) {
            return END;
        }
        int known = Math.max(NONE, reader.settled[shard]);
        return Math.max(known, reader.processed[shard]);
    }

    /** Time enough for the replicas of the database. */
    void holdOffEnds() {
        holdOff = false;
        if (lagIsHeldOff) {
            lagging = false;
            lagIsHeldOff = false;
        }
    }

    ModelWorld copy() {
        ModelWorld copy = new ModelWorld(broken, left.copy());
        for (int i = 0; i < SHARDS; i++) {
            copy.shards[i] = shards[i].copy();
        }
        copy.leaders[0] = leaders[0].copy();
        copy.leaders[1] = leaders[1].copy();
        copy.kept.set(kept);
        copy.stream = stream;
        copy.leader = leader;
        copy.version = version;
        copy.lagging = lagging;
        copy.lagIsHeldOff = lagIsHeldOff;
        copy.entry = entry;
        copy.holdOff = holdOff;
        copy.lost = lost;
        copy.repeaters = repeaters;
        copy.toRepeat = toRepeat;
        return copy;
    }

    /** Tells states apart. */
    String key() {
        StringBuilder key = new StringBuilder(64);
        left.appendTo(key);
        for (ModelShard shard : shards) {
            shard.appendTo(key);
        }
        for (ModelLeader each : leaders) {
            each.appendTo(key);
        }
        kept.appendTo(key);
        key.append((char) (stream + 2 * (leader + 1) + 8 * version));
        key.append((char) ((lagging ? 1 : 0)
                + (lagIsHeldOff ? 2 : 0)
                + (holdOff ? 4 : 0)
                + 8 * repeaters
                + 32 * toRepeat
                + 128 * (entry + 1)
                + 2048 * (lost + 1)));
        return key.toString();
    }
}
