package io.github.dynamocached.example.page;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * Counts the reads of DynamoDB that some calls make, and can delay their answers, as a slow network does. The code between does
 * not know of it: a synchronous client runs its interceptors on the calling thread, and so does a cache with its loads.
 */
final class ReadProbe {

    private static final ThreadLocal<@Nullable ReadProbe> CURRENT = new ThreadLocal<>();
    private static final int LONGEST_DELAY_SECONDS = 10;

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch firstAnswer = new CountDownLatch(1);
    private final CountDownLatch delivery;

    private ReadProbe(boolean delayed) {
        delivery = new CountDownLatch(delayed ? 1 : 0);
    }

    static ReadProbe counting() {
        return new ReadProbe(false);
    }

    /** A probe that keeps all answers until {@link #deliver()}. */
    static ReadProbe delaying() {
        return new ReadProbe(true);
    }

    /** Makes a call under this probe. */
    <T> T watch(Supplier<T> call) {
        CURRENT.set(this);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
        }
    }

    int reads() {
        return reads.get();
    }

    /** Waits until DynamoDB has answered the first read. */
    boolean awaitAnswer() throws InterruptedException {
        return firstAnswer.await(LONGEST_DELAY_SECONDS, TimeUnit.SECONDS);
    }

    void deliver() {
        delivery.countDown();
    }

    private void answered() {
        reads.incrementAndGet();
        firstAnswer.countDown();
        try {
            if (!delivery.await(LONGEST_DELAY_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A delayed answer was not delivered in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The part in the SDK. */
    static final class Interceptor implements ExecutionInterceptor {

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            ReadProbe probe = CURRENT.get();
            if (probe != null && context.request() instanceof GetItemRequest) {
                probe.answered();
            }
        }
    }
}
