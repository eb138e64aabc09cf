package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The one thread on which the streams of all tables are followed, and its clocks. What runs on it must not block. */
interface Loop extends Executor {

    /** {@return the time of a clock that never jumps, for spans of time} */
    long nanos();

    /** {@return the time in milliseconds since 1970, to be compared with that of records and of other nodes} */
    long millis();

    /** Runs a task on the thread after a delay. */
    void schedule(Duration delay, Runnable task);

    /** Goes on with an answer on the thread. */
    default <T> void on(CompletionStage<T> stage, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> next) {
        CompletionStage<T> unused =
                stage.whenComplete((answer, failure) -> execute(() -> next.accept(answer, failure)));
    }
}
