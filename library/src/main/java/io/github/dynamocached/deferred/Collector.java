package io.github.dynamocached.deferred;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Collects the items of a publisher. If they are too large or take too long, those that were collected are handed on and the
 * rest passes through: the publisher is asked for no more than the subscriber has asked for, but for what was already asked of
 * it. Nothing is lost or repeated.
 */
final class Collector extends Parts implements CoreSubscriber<Object> {

    /** As many items are asked for at once while they are collected. */
    private static final int AHEAD = 64;

    private static final int FIRST_LOOK = 16;

    private final Context context;
    private final @Nullable Limit limit;
    private final boolean isForCaller;

    // Guarded by this object.
    private List<Object> items = new ArrayList<>();
    private @Nullable Subscription publisher;
    private Sinks.@Nullable Many<Object> rest;
    private long requested;
    private long demanded;
    private int nextLook = FIRST_LOOK;
    private boolean left;
    private boolean ended;
    private boolean isPublisherCancelled;

    /**
     * A collector.
     *
     * @param context the context of the publisher
     * @param limit when to stop, null for never
     * @param isForCaller whether somebody takes what goes on to arrive
     */
    Collector(Context context, @Nullable Limit limit, boolean isForCaller) {
        this.context = context;
        this.limit = limit;
        this.isForCaller = isForCaller;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        long first;
        boolean isCancelledBefore;
        synchronized (this) {
            publisher = subscription;
            isCancelledBefore = isPublisherCancelled;
            first = rest == null ? AHEAD : demanded;
            requested = first;
        }
        if (isCancelledBefore) {
            subscription.cancel();
        } else if (first > 0) {
            subscription.request(first);
        }
    }

    @Override
    public void onNext(Object item) {
        Sinks.Many<Object> open;
        Subscription more = null;
        List<Object> looked = null;
        synchronized (this) {
            open = rest;
            if (open == null) {
                items.add(item);
                looked = items.size() >= nextLook ? items : null;
                more = items.size() == requested - AHEAD / 2 ? publisher : null;
                requested += more == null ? 0 : AHEAD;
            }
        }
        if (open != null) {
            Sinks.EmitResult unused = open.tryEmitNext(item);
            return;
        }
        if (looked != null) {
            look(looked);
        }
        if (more != null) {
            more.request(AHEAD);
        }
    }

    /** Items are added by this thread alone, so it may look at them without a lock. */
    private void look(List<Object> collected) {
        if (limit != null && limit.isExceededBy(collected)) {
            stopCollecting();
        } else {
            nextLook = 2 * collected.size();
        }
    }

    @Override
    public void stopCollecting() {
        boolean isTaken;
        Sinks.Many<Object> opened;
        synchronized (this) {
            if (rest != null || ended || isDone()) {
                return;
            }
            Queue<Object> queue = new ConcurrentLinkedQueue<>(items);
            items = List.of();
            opened = Sinks.many().unicast().onBackpressureBuffer(queue);
            rest = opened;
            isTaken = isForCaller && !left;
        }
        if (!isTaken) {
            cancelPublisher();
        }
        boolean unused = (isForCaller && !isTaken)
                ? completeExceptionally(new CancellationException("The caller has left"))
                : complete(new Open(opened.asFlux().doOnRequest(this::demand).doOnCancel(this::cancelPublisher)));
    }

    private void demand(long more) {
        Subscription asked;
        long missing;
        synchronized (this) {
            demanded = Operators.addCap(demanded, more);
            missing = demanded - requested;
            asked = missing > 0 ? publisher : null;
            requested = asked == null ? requested : demanded;
        }
        if (asked != null) {
            asked.request(missing);
        }
    }

    @Override
    public void onComplete() {
        Sinks.Many<Object> open = end();
        if (open == null) {
            boolean unused = complete(List.copyOf(items));
        } else {
            Sinks.EmitResult unused = open.tryEmitComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        Sinks.Many<Object> open = end();
        if (open == null) {
            boolean unused = completeExceptionally(failure);
        } else {
            Sinks.EmitResult unused = open.tryEmitError(failure);
        }
    }

    private synchronized Sinks.@Nullable Many<Object> end() {
        ended = true;
        return rest;
    }

    /** The caller does not want the items any more. What is collected may be for others. */
    void leave() {
        boolean isOpen;
        synchronized (this) {
            left = true;
            isOpen = rest != null;
        }
        if (isOpen) {
            cancelPublisher();
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled) {
            cancelPublisher();
        }
        return cancelled;
    }

    private void cancelPublisher() {
        Subscription asked;
        synchronized (this) {
            asked = isPublisherCancelled ? null : publisher;
            isPublisherCancelled = true;
        }
        if (asked != null) {
            asked.cancel();
        }
    }
}
