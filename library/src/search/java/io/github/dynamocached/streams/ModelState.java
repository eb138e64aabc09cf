package io.github.dynamocached.streams;

import java.util.Arrays;

/** What leaders keep in Redis for the next one. Also the copy that a leader has got. */
final class ModelState {

    static final int UNKNOWN = -2;
    static final int NONE = -1;
    static final int END = 9;

    boolean exists;
    int stream;
    boolean old;
    final int[] positions = new int[ModelWorld.SHARDS];

    ModelState() {
        Arrays.fill(positions, UNKNOWN);
    }

    void clear() {
        exists = false;
        stream = 0;
        old = false;
        Arrays.fill(positions, UNKNOWN);
    }

    void set(ModelState other) {
        exists = other.exists;
        stream = other.stream;
        old = other.old;
        System.arraycopy(other.positions, 0, positions, 0, positions.length);
    }

    void appendTo(StringBuilder key) {
        key.append((char) ((exists ? 1 : 0) + (old ? 2 : 0) + 4 * stream));
        for (int position : positions) {
            key.append((char) (position + 2));
        }
    }
}
