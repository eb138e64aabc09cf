package io.github.dynamocached.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The items that are seen to be written while a method runs whose result is to be stored. Bound to the thread that calls the
 * method; a write that is sent by another thread is not seen.
 */
public final class SeenWrites {

    private static final ThreadLocal<@Nullable SeenWrites> CURRENT = new ThreadLocal<>();

    private final @Nullable SeenWrites outer;
    private final Queue<Map<String, ?>> items = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    private SeenWrites(@Nullable SeenWrites outer) {
        this.outer = outer;
    }

    /**
     * Begins to look at the writes of the current thread, within those that it looks at already.
     *
     * @return what is seen, to be ended once
     */
    public static SeenWrites begin() {
        SeenWrites begun = new SeenWrites(current());
        CURRENT.set(begun);
        return begun;
    }

    /**
     * Who looks at the writes of the current thread.
     *
     * @return null for nobody
     */
    public static @Nullable SeenWrites current() {
        return underWay(CURRENT.get());
    }

    private static @Nullable SeenWrites underWay(@Nullable SeenWrites innermost) {
        SeenWrites writes = innermost;
        while (writes != null && writes.ended) {
            writes = writes.outer;
        }
        return writes;
    }

    /**
     * Notes what DynamoDB holds after a write. Called by any thread.
     *
     * @param item the item by the names of its attributes, as the database's client has it
     */
    public void add(Map<String, ?> item) {
        items.add(item);
        if (outer != null) {
            outer.add(item);
        }
    }

    /**
     * Looks no more.
     *
     * @return the items in the order in which they were written
     */
    public Collection<Map<String, ?>> end() {
        ended = true;
        CURRENT.set(underWay(CURRENT.get()));
        return List.copyOf(items);
    }

    @Override
    public String toString() {
        return items.size() + " seen writes";
    }
}
