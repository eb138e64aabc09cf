package io.github.dynamocached;

import org.jspecify.annotations.Nullable;

/**
 * Follows the work of the caches from its beginning to its end, as traces do. A {@link StoreListener} may have one. Called on
 * many threads at once, also on those of the Redis client, so it must not block. What it throws is logged and has no other
 * effect.
 */
public interface WorkTracing {

    /**
     * A load begins. Called on the thread that calls the method, and part of what that thread works on. A load of many keys is
     * one load.
     *
     * @param cacheName the name of the cache
     * @return the load
     */
    Work load(String cacheName);

    /**
     * A read has found a value that is to be refreshed. Called on the thread of that read. The refresh runs later, and on
     * another thread.
     *
     * @param cacheName the name of the cache
     * @param trigger why the value is refreshed
     * @return the refresh
     */
    Work refresh(String cacheName, RefreshTrigger trigger);

    /**
     * A command is about to be sent to Redis.
     *
     * @param command the name of the command or of the script
     * @return the command
     */
    Work command(String command);

    /** {@return what the calling thread works on} */
    Place here();

    /** Something that threads work on. */
    @FunctionalInterface
    interface Place {

        /** Nothing. */
        Place NOWHERE = () -> Scope.EMPTY;

        /**
         * The calling thread works on it until the scope is closed, and then on what it had worked on before.
         *
         * @return the scope, to be closed by the same thread
         */
        Scope enter();

        /**
         * Runs a task as a part of it.
         *
         * @param task what is run on this thread
         */
        default void run(Runnable task) {
            Scope scope = enter();
            try {
                task.run();
            } finally {
                scope.close();
            }
        }
    }

    /** Work under way. */
    interface Work extends Place {

        /** Work that nobody follows. */
        Work NONE = new Work() {
            @Override
            public Scope enter() {
                return Scope.EMPTY;
            }

            @Override
            public void end(String outcome, @Nullable Throwable failure) {}
        };

        /**
         * It has ended. Called once, on any thread.
         *
         * @param outcome how: {@code success} or {@code failure} for a load, the {@link RefreshResult} of a refresh and {@code
         *     success} or the {@link CommandFailure} of a command in lower case
         * @param failure what was thrown, null if nothing was
         */
        void end(String outcome, @Nullable Throwable failure);

        /**
         * A load has ended.
         *
         * @param failure what was thrown, null if nothing was
         */
        default void end(@Nullable Throwable failure) {
            end(failure == null ? "success" : "failure", failure);
        }
    }

    /** The time in which a thread works on something. */
    @FunctionalInterface
    interface Scope {

        /** One that changes nothing. */
        Scope EMPTY = () -> {};

        /** Ends it. */
        void close();
    }
}
