package io.github.dynamocached.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The items that are written while a method runs whose result is to be stored. Bound to the thread that calls the method, so
 * writes by other threads are not noticed.
 */
public final class DynamoDbWrites {

    private static final ThreadLocal<@Nullable DynamoDbWrites> CURRENT = new ThreadLocal<>();

    private final @Nullable DynamoDbWrites outer;
    private final Queue<Map<String, ?>> items = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    private DynamoDbWrites(@Nullable DynamoDbWrites outer) {
        this.outer = outer;
    }

    /**
     * Begins to collect the writes of the current thread. One collection may be within another.
     *
     * @return the collection, to be ended once
     */
    public static DynamoDbWrites begin() {
        DynamoDbWrites begun = new DynamoDbWrites(current());
        CURRENT.set(begun);
        return begun;
    }

    /** {@return the collection of the current thread, null if there is none} */
    public static @Nullable DynamoDbWrites current() {
        return underWay(CURRENT.get());
    }

    private static @Nullable DynamoDbWrites underWay(@Nullable DynamoDbWrites innermost) {
        DynamoDbWrites writes = innermost;
        while (writes != null && writes.ended) {
            writes = writes.outer;
        }
        return writes;
    }

    /** The method has returned on this thread. What it has begun to write is still added. */
    public void unbind() {
        if (CURRENT.get() == this) {
            CURRENT.set(underWay(outer));
        }
    }

    /**
     * Adds a written item. Called by any thread.
     *
     * @param item the item by attribute name
     */
    public void add(Map<String, ?> item) {
        items.add(item);
        if (outer != null) {
            outer.add(item);
        }
    }

    /**
     * Ends the collection.
     *
     * @return the items in the order of their writes
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
