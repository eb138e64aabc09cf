package io.github.dynamocached.cache;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for stages in tests. */
public final class Stages {

    private static final long PATIENCE_SECONDS = 20;

    private Stages() {}

    /** What a stage completes with. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("The stage failed", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("The stage did not complete", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", interrupted);
        }
    }

    /** Waits for a stage that completes with nothing. */
    public static void awaitDone(CompletionStage<?> stage) {
        Object unused = await(stage);
    }

    /** What a stage fails with. */
    public static Throwable awaitFailure(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("The stage did not fail but completed with " + value);
        } catch (ExecutionException failed) {
            return failed.getCause() == null ? failed : failed.getCause();
        } catch (TimeoutException late) {
            throw new AssertionError("The stage did not complete", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", interrupted);
        }
    }
}
