package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import java.util.ArrayList;
import java.util.List;

/**
 * One item with all its versions, numbered from 0. A consistent read sees the newest. An eventually consistent one sees
 * any version that was the newest at some time since the lag bound; every read may see another one.
 */
final class SearchDatabase {

    private final InMemoryServer clock;
    private final long lagMillis;
    private final List<Long> replacedAt = new ArrayList<>();

    SearchDatabase(InMemoryServer clock, long lagMillis) {
        this.clock = clock;
        this.lagMillis = lagMillis;
    }

    /** Commits the next version and returns its number. */
    int commit() {
        replacedAt.add(clock.now());
        return newest();
    }

    /** When a version was committed; the first one was there always. */
    long committedAt(int version) {
        return version == 0 ? 0 : replacedAt.get(version - 1);
    }

    int newest() {
        return replacedAt.size();
    }

    /** The oldest version that an eventually consistent read may see now. */
    int oldestVisible() {
        int oldest = newest();
        while (oldest > 0 && replacedAt.get(oldest - 1) + lagMillis > clock.now()) {
            oldest--;
        }
        return oldest;
    }

    static String text(int version) {
        return "v" + version;
    }

    static int version(Object text) {
        return Integer.parseInt(((String) text).substring(1));
    }

    @Override
    public String toString() {
        return newest() + "/" + oldestVisible() + replacedAt;
    }
}
