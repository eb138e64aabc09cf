package io.github.dynamocached;

import java.util.function.Supplier;

/** Is notified of what is read from the streams of tables. Called on the thread that follows all streams. It must not block. */
public interface StreamListener {

    /**
     * The stream of a table is followed from now on.
     *
     * @param table the name of the table
     * @param state tells how, whenever it is asked, on any thread
     */
    default void onStream(String table, Supplier<StreamState> state) {}

    /**
     * Records were read. Their keys are evicted next.
     *
     * @param table the name of the table
     * @param count how many, at least one
     */
    default void onRecords(String table, int count) {}

    /**
     * All keys of the caches of a table were evicted, because it was not known which changes had been missed.
     *
     * @param table the name of the table
     */
    default void onSweep(String table) {}
}
