package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.WriteOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/**
 * One writing request of a client that waits for the evictions itself, and blocks no thread for that. The request is marked, so
 * that {@link EvictingWrites} does not evict too: it only reports how often the request is sent, and which keys it has after
 * the interceptors of the application. Works with clients that run no interceptors, too.
 *
 * <p>Ended once. Without an end, the caches end it themselves, as a write of unknown outcome. No method blocks or throws, and no
 * stage fails.
 */
public final class AwaitedWrite {

    /** Named at random, because the SDK refuses a second attribute of a name, as of this class in another class loader. */
    static final ExecutionAttribute<AwaitedWrite> MARK =
            new ExecutionAttribute<>("io.github.dynamocached.awaited-write." + UUID.randomUUID());

    private final AwsRequest request;
    private final List<RequestWrites> writes = new CopyOnWriteArrayList<>();
    private final Map<CacheWrites, Set<CacheKey>> keys;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean reported;

    private AwaitedWrite(AwsRequest request, Map<CacheWrites, Set<CacheKey>> keys, boolean isEarly) {
        this.request = request;
        this.keys = keys;
        writes.add(new RequestWrites(keys, false, isEarly));
    }

    /**
     * Announces a write. Called on the thread of its caller.
     *
     * @param request any request
     * @return the write to every cache that is bound to a table of the request; null if there is none, and for a request
     *     {@linkplain TableWrites#withoutEviction without eviction}
     */
    public static @Nullable AwaitedWrite begin(AwsRequest request) {
        boolean without = request.overrideConfiguration()
                .filter(own -> TableWrites.isWithoutEviction(own.executionAttributes()))
                .isPresent();
        if (without || TableWrites.areNone()) {
            return null;
        }
        boolean isEarly = TableWrites.areSomeStarting();
        Map<CacheWrites, Set<CacheKey>> keys = TableWrites.keysOf(request);
        return isEarly || !keys.isEmpty() ? new AwaitedWrite(request, keys, isEarly) : null;
    }

    /** {@return completes when the request may be sent} */
    public CompletableFuture<Void> announced() {
        return writes.get(0).announced();
    }

    /** {@return the request with the mark, to be sent in place of the original one} */
    public AwsRequest marked() {
        AwsRequestOverrideConfiguration marked = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .putExecutionAttribute(MARK, this)
                .build();
        return request.toBuilder().overrideConfiguration(marked).build();
    }

    /** {@return completes when the evictions are acknowledged or queued, after a request that has succeeded} */
    public CompletionStage<Void> succeeded() {
        return end(WriteOutcome.WRITTEN);
    }

    /**
     * The request has failed, or nobody waits for it any longer. Without any attempt so far it may still be sent.
     *
     * @param failure why
     * @return completes when the evictions are acknowledged or queued
     */
    public CompletionStage<Void> failed(Throwable failure) {
        int sent = attempts.get();
        return end(reported && sent > 0 ? FailedWrites.outcomeOf(failure, sent) : WriteOutcome.UNKNOWN);
    }

    private CompletionStage<Void> end(WriteOutcome outcome) {
        return CompletableFuture.allOf(
                writes.stream().map(write -> write.evicted(outcome, request)).toArray(CompletableFuture<?>[]::new));
    }

    /** The request as it is sent. If it shows other keys than before, these are written to as well. */
    void sentAs(SdkRequest sent) {
        reported = true;
        Map<CacheWrites, Set<CacheKey>> now = TableWrites.keysOf(sent);
        if (!now.equals(keys)) {
            writes.add(new RequestWrites(now, false, false));
        }
    }

    /** The request is sent once more. */
    void sent() {
        attempts.incrementAndGet();
    }
}
