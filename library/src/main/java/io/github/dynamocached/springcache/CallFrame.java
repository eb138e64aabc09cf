package io.github.dynamocached.springcache;

import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.cache.OpenRead;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.interceptor.CacheOperationInvoker;
import org.springframework.util.ObjectUtils;

/**
 * One call of a method with operations on these caches. After a miss of an operation the method runs in a load of its own, so
 * that its reads are made consistent and are known. At the end of the call, the leases that no put has used are given back.
 */
final class CallFrame {

    private static final Logger log = LoggerFactory.getLogger(CallFrame.class);

    private final Call call;
    private final @Nullable Object subscriber;
    private final List<OpenRead> misses = new ArrayList<>();
    private final Set<OpenRead> told = new LinkedHashSet<>();
    private final List<Runnable> evictions = new ArrayList<>();
    private @Nullable LoadContext load;
    private WorkTracing.Work work = WorkTracing.Work.NONE;
    private LoadReads reads = LoadReads.UNKNOWN;
    private boolean called;
    private volatile boolean hasEnd;

    /**
     * A call that begins.
     *
     * @param subscriber the context of Reactor's subscriber that it is made for, null for none
     */
    CallFrame(Call call, @Nullable Object subscriber) {
        this.call = call;
        this.subscriber = subscriber;
    }

    /** An operation looks without loading, so that there is something to do at the end. */
    void opens() {
        hasEnd = true;
    }

    /** Whether there is something to do at the end. */
    boolean hasEnd() {
        return hasEnd;
    }

    /** An operation has missed, and the call may follow with a put. */
    synchronized void add(OpenRead miss) {
        misses.add(miss);
    }

    /** An eviction is repeated at the end of the call. */
    synchronized void evictAfter(Runnable eviction) {
        hasEnd = true;
        evictions.add(eviction);
    }

    /** Calls the method within the load of this call. */
    @Nullable
    Object invoke() {
        LoadContext context = begin();
        return context == null ? proceed() : proceed(context);
    }

    private @Nullable Object proceed() {
        return LaterResults.within(proceed(call), subscriber);
    }

    private @Nullable Object proceed(LoadContext context) {
        try {
            return context.call(work, () -> Optional.ofNullable(proceed())).orElse(null);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new CacheOperationInvoker.ThrowableWrapper(failure);
        }
    }

    private synchronized @Nullable LoadContext begin() {
        if (misses.isEmpty()) {
            return null;
        }
        called = true;
        List<Slot> slots = misses.stream().map(OpenRead::slot).toList();
        load = LoadContext.begin(slots, misses.stream().anyMatch(OpenRead::isConsistent));
        work = misses.get(0).beginLoad();
        return load;
    }

    /** The value of a miss has been loaded, and is about to be stored. */
    synchronized void loaded(OpenRead miss, @Nullable Object value) {
        if (told.add(miss)) {
            endWork(null);
            miss.loaded(value, reads());
        }
    }

    /** What is known of the reads of the method. Asked for when its value is there. */
    private LoadReads reads() {
        LoadContext context = load;
        if (context != null) {
            load = null;
            reads = context.end();
        }
        return reads;
    }

    /** The call has ended with a value. */
    void ended(@Nullable Object value) {
        endWork(null);
        end(miss -> loaded(miss, ObjectUtils.unwrapOptional(value)));
    }

    /** The call has ended with an exception. */
    void failed(Throwable failure) {
        endWork(failure);
        try {
            end(this::failed);
        } catch (UnacknowledgedEvictionException queued) {
            // The caller gets the exception of the method.
            log.debug("An eviction of a method that threw is pending", queued);
        }
    }

    private synchronized void endWork(@Nullable Throwable failure) {
        work.end(failure);
        work = WorkTracing.Work.NONE;
    }

    private synchronized void failed(OpenRead miss) {
        if (told.add(miss)) {
            miss.failed();
        }
    }

    private void end(Consumer<OpenRead> untold) {
        List<OpenRead> left;
        List<Runnable> again;
        synchronized (this) {
            if (called) {
                misses.forEach(untold);
            }
            LoadReads unused = reads();
            left = List.copyOf(misses);
            again = List.copyOf(evictions);
            misses.clear();
            evictions.clear();
        }
        left.forEach(OpenRead::end);
        again.forEach(Runnable::run);
    }

    /** The same call made later, with all advice inside ours run again; null if the kind of proxy does not allow that. */
    @Nullable
    Callable<?> again() {
        Call clone = call.again();
        return clone == null ? null : () -> ObjectUtils.unwrapOptional(proceed(clone));
    }

    /** The same where the value arrives later. */
    @Nullable
    Supplier<? extends @Nullable CompletableFuture<?>> againLater() {
        Call clone = call.again();
        return clone == null ? null : () -> LaterResults.futureOf(proceed(clone));
    }

    private static @Nullable Object proceed(Call clone) {
        try {
            return clone.proceed();
        } catch (Throwable failure) {
            throw new CacheOperationInvoker.ThrowableWrapper(failure);
        }
    }

    @Override
    public String toString() {
        return "call with " + misses.size() + " misses";
    }
}
