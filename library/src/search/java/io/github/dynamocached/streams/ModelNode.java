package io.github.dynamocached.streams;

import static io.github.dynamocached.streams.ModelState.END;
import static io.github.dynamocached.streams.ModelState.NONE;

import io.github.dynamocached.streams.ModelLeader.Phase;

/** What a node of the model does next, step by step. Each method is one step, or does nothing. */
final class ModelNode {

    private final ModelWorld world;
    private final int node;
    private final ModelLeader self;

    ModelNode(ModelWorld world, int node) {
        this.world = world;
        this.node = node;
        this.self = world.leaders[node];
    }

    private boolean holds(StreamRule rule) {
        return world.holds(rule);
    }

    /** Takes the lead, with what is kept. */
    void lead() {
        world.leader = node;
        self.off();
        self.phase = Phase.LEADS;
        self.got.set(world.kept);
    }

    /** The first description: goes on where the last leader stopped, or begins anew. */
    void decide() {
        boolean usable = self.got.exists
                && (self.got.stream == world.stream || !holds(StreamRule.STATE_OF_ANOTHER_STREAM_IS_NOT_TRUSTED))
                && (!self.got.old || !holds(StreamRule.OLD_STATE_IS_NOT_TRUSTED));
        self.stream = world.stream;
        for (int i = 0; i < ModelWorld.SHARDS && usable; i++) {
            boolean gone = self.got.positions[i] != ModelState.UNKNOWN
                    && self.got.positions[i] != END
                    && self.got.stream == world.stream
                    && !world.shards[i].listed;
            usable = !gone || !holds(StreamRule.SHARDS_THAT_ARE_GONE_ARE_MISSED);
        }
        if (!usable) {
            begin();
            return;
        }
        self.phase = Phase.TRUSTS;
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            if (isListed(i)) {
                resume(i);
            }
        }
    }

    private boolean isListed(int shard) {
        return world.shards[shard].listed && world.shards[shard].stream == world.stream;
    }

    private void resume(int shard) {
        int position = self.got.positions[shard];
        self.settled[shard] = Math.max(NONE, position);
        if (position == END) {
            self.next[shard] = END;
        } else if (position >= 0) {
            self.processed[shard] = position;
            self.next[shard] = position;
        } else {
            readNew(shard);
        }
    }

    private void readNew(int shard) {
        boolean fromOldest = holds(StreamRule.NEW_SHARDS_ARE_READ_FROM_THEIR_BEGINNING)
                && (holds(StreamRule.ONE_DESCRIPTION) || self.phase == Phase.TRUSTS);
        self.settled[shard] = Math.max(NONE, self.settled[shard]);
        self.next[shard] = fromOldest ? world.shards[shard].trimmed : world.shards[shard].records;
    }

    /** Begins anew: what is kept is removed first, if this node still leads. */
    private void begin() {
        self.forget();
        self.phase = Phase.LEADS;
        self.got.clear();
        if (world.leader != node) {
            self.off();
        } else {
            world.kept.clear();
            self.phase = Phase.REMOVED;
        }
    }

    /** The one description. */
    void describeFirst() {
        self.stream = world.stream;
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            if (isListed(i) && world.shards[i].closed) {
                self.next[i] = END;
                self.settled[i] = END;
            } else if (isListed(i)) {
                self.toBegin[i] = true;
                self.settled[i] = NONE;
            }
        }
        self.phase = Phase.BEGINS;
        if (!holds(StreamRule.SWEEP_FOLLOWS_ITERATORS)) {
            world.sweep(node);
        }
    }

    boolean mayBeginShard(int shard) {
        return self.phase == Phase.BEGINS && self.toBegin[shard];
    }

    /** The iterator of a shard, from now on. */
    void beginShard(int shard) {
        self.toBegin[shard] = false;
        if (!isListed(shard) || self.stream != world.stream) {
            begin();
            return;
        }
        self.next[shard] = world.shards[shard].records;
        self.fromNow[shard] = true;
        self.versionAtBegin = world.version;
    }

    boolean mayWait() {
        if (self.phase != Phase.BEGINS) {
            return false;
        }
        for (boolean still : self.toBegin) {
            if (still) {
                return false;
            }
        }
        return true;
    }

    /** A hold-off passes since the iterators. Replicas of the database have what was written before. */
    void waitForHoldOff() {
        if (holds(StreamRule.SWEEP_WAITS_FOR_THE_HOLD_OFF) && world.version == self.versionAtBegin) {
            world.lagging = false;
        }
        self.phase = Phase.WAITED;
    }

    void sweep() {
        if (holds(StreamRule.SWEEP_FOLLOWS_ITERATORS)) {
            world.sweep(node);
        }
        self.phase = holds(StreamRule.TRUST_IS_A_MINUTE_LATE) ? Phase.SWEPT : Phase.MAY_TRUST;
    }

    /** Keeps positions. */
    void keep() {
        if (world.leader != node && holds(StreamRule.ONLY_THE_LEADER_KEEPS)) {
            self.off();
            return;
        }
        if (isTooLate()) {
            begin();
            return;
        }
        if (world.owes(node) && holds(StreamRule.POSITIONS_WAIT_FOR_OWED_EVICTIONS)) {
            return;
        }
        if (self.phase == Phase.MAY_TRUST) {
            self.phase = Phase.TRUSTS;
            world.kept.clear();
        }
        world.kept.exists = true;
        world.kept.stream = self.stream;
        world.kept.old = false;
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            if (self.next[i] != ModelLeader.NOT_READ) {
                world.kept.positions[i] = positionOf(i);
            }
        }
    }

    private boolean isTooLate() {
        return self.isLate && holds(StreamRule.OLD_STATE_IS_NOT_TRUSTED);
    }

    private int positionOf(int shard) {
        if (!holds(StreamRule.POSITIONS_ARE_ACKNOWLEDGED) && self.unacknowledged[shard]) {
            return self.next[shard];
        }
        return holds(StreamRule.POSITIONS_ARE_A_MINUTE_LATE) ? self.settled[shard] : world.settledOf(self, shard);
    }

    boolean mayKeep() {
        return self.phase == Phase.MAY_TRUST || self.phase == Phase.TRUSTS;
    }

    boolean mayDescribe() {
        return self.phase.compareTo(Phase.BEGINS) >= 0;
    }

    /** A later description. */
    void describe() {
        if (self.stream != world.stream || isTooLate()) {
            begin();
            return;
        }
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            boolean isLeft = self.reads(i) || self.toBegin[i];
            if (isLeft && !isListed(i) && holds(StreamRule.SHARDS_THAT_ARE_GONE_ARE_MISSED)) {
                begin();
                return;
            }
            if (isListed(i) && !self.knows(i)) {
                readNew(i);
            }
        }
    }

    boolean mayRead(int shard) {
        ModelShard read = world.shards[shard];
        return self.reads(shard)
                && !self.unacknowledged[shard]
                && isListed(shard)
                && (self.next[shard] < read.records || read.closed || self.expired[shard]);
    }

    /** Reads what there is. */
    void read(int shard) {
        ModelShard read = world.shards[shard];
        if (self.expired[shard]) {
            beginAgain(shard);
        } else if (self.next[shard] < read.trimmed) {
            trimmed(shard);
        } else if (self.next[shard] < read.records) {
            self.next[shard] = read.records;
            self.unacknowledged[shard] = true;
        } else {
            self.next[shard] = END;
        }
    }

    private void trimmed(int shard) {
        if (holds(StreamRule.TRIMMED_RECORDS_ARE_MISSED)) {
            begin();
        } else {
            self.next[shard] = world.shards[shard].trimmed;
        }
    }

    private void beginAgain(int shard) {
        self.expired[shard] = false;
        if (self.processed[shard] >= 0) {
            self.next[shard] = self.processed[shard];
        } else if (!self.fromNow[shard]) {
            self.next[shard] = world.shards[shard].trimmed;
        } else if (holds(StreamRule.EXPIRED_ITERATORS_MISS_NOTHING)) {
            begin();
        } else {
            self.next[shard] = world.shards[shard].records;
        }
    }

    /** The eviction of what was read is acknowledged. */
    void acknowledge(int shard) {
        world.evict(node);
        self.unacknowledged[shard] = false;
        self.processed[shard] = self.next[shard];
    }
}
