package io.github.dynamocached.streams;

import java.util.Arrays;

/** A node of the model: what it knows as the leader, or as one that takes itself for the leader. */
final class ModelLeader {

    /** How far it is. */
    enum Phase {
        OFF,
        LEADS,
        REMOVED,
        BEGINS,
        WAITED,
        SWEPT,
        MAY_TRUST,
        TRUSTS
    }

    static final int NOT_READ = -3;

    Phase phase = Phase.OFF;
    final ModelState got = new ModelState();
    /** The stream that it reads. */
    int stream;
    /** Whether it has done nothing for a day. */
    boolean isLate;
    /** What the database held when the reading of all shards had begun. */
    int versionAtBegin;
    /** The next record to be read, by shard. */
    final int[] next = new int[ModelWorld.SHARDS];
    /** How many records were read when the last of them was evicted; NONE for no record. */
    final int[] processed = new int[ModelWorld.SHARDS];
    /** The same, as of a minute ago at least. */
    final int[] settled = new int[ModelWorld.SHARDS];
    /** Records that are read and not evicted yet. */
    final boolean[] unacknowledged = new boolean[ModelWorld.SHARDS];

    final boolean[] expired = new boolean[ModelWorld.SHARDS];
    /** Whether the reading of a shard began at the next record. */
    final boolean[] fromNow = new boolean[ModelWorld.SHARDS];
    /** The shards that are to be read from now on. */
    final boolean[] toBegin = new boolean[ModelWorld.SHARDS];

    ModelLeader() {
        forget();
    }

    /** Reads nothing. */
    void forget() {
        Arrays.fill(next, NOT_READ);
        Arrays.fill(processed, ModelState.NONE);
        Arrays.fill(settled, ModelState.UNKNOWN);
        Arrays.fill(unacknowledged, false);
        Arrays.fill(expired, false);
        Arrays.fill(fromNow, false);
        Arrays.fill(toBegin, false);
        versionAtBegin = 0;
        isLate = false;
    }

    void off() {
        forget();
        phase = Phase.OFF;
        stream = 0;
        got.clear();
    }

    boolean knows(int shard) {
        return next[shard] != NOT_READ || toBegin[shard];
    }

    boolean isDone(int shard) {
        return next[shard] == ModelState.END;
    }

    boolean reads(int shard) {
        return next[shard] >= 0 && !isDone(shard);
    }

    ModelLeader copy() {
        ModelLeader copy = new ModelLeader();
        copy.phase = phase;
        copy.got.set(got);
        copy.stream = stream;
        copy.versionAtBegin = versionAtBegin;
        copy.isLate = isLate;
        System.arraycopy(next, 0, copy.next, 0, next.length);
        System.arraycopy(processed, 0, copy.processed, 0, next.length);
        System.arraycopy(settled, 0, copy.settled, 0, next.length);
        System.arraycopy(unacknowledged, 0, copy.unacknowledged, 0, next.length);
        System.arraycopy(expired, 0, copy.expired, 0, next.length);
        System.arraycopy(fromNow, 0, copy.fromNow, 0, next.length);
        System.arraycopy(toBegin, 0, copy.toBegin, 0, next.length);
        return copy;
    }

    void appendTo(StringBuilder key) {
        key.append(phase).append((char) (stream + 2 * (isLate ? 1 : 0) + 4 * versionAtBegin));
        got.appendTo(key);
        for (int i = 0; i < next.length; i++) {
            key.append((char) (next[i] + 4 + 32 * (processed[i] + 4) + 1024 * (settled[i] + 4)));
            key.append((char)
                    ((unacknowledged[i] ? 1 : 0) + (expired[i] ? 2 : 0) + (fromNow[i] ? 4 : 0) + (toBegin[i] ? 8 : 0)));
        }
    }
}
