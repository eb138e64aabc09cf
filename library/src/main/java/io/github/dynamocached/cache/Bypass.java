package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;

/**
 * A call that loads without a lease, and which loads of others it may take instead.
 *
 * <p>A load that began after the call began is as good as its own, if it reads as consistently as the call has to. Anything
 * older may hold the value from before an eviction that was acknowledged before the call.
 *
 * @param call the call
 * @param source where its value comes from
 * @param consistent whether the load has to read consistently. Only a call that the server did not answer, or that the server
 *     told of no recent eviction, may read eventually
 * @param eventualSince the moment since which an eventually consistent load is right, if it may be one
 * @param limited whether the load limit counts the load
 */
record Bypass(ReadCall call, Outcome.Source source, boolean consistent, long eventualSince, boolean limited) {

    /** The server did not answer. It reads eventually, because an outage must not double the read units. */
    static Bypass withoutServer(ReadCall call) {
        return new Bypass(call, Outcome.Source.BYPASS, false, call.began(), true);
    }

    /** An eviction of the key is pending. */
    static Bypass ofPoisoned(ReadCall call) {
        return new Bypass(call, Outcome.Source.BYPASS, true, 0, true);
    }

    /** The server has answered, but there is no lease. */
    static Bypass withoutLease(ReadCall call, Outcome.Source source, boolean consistent, long now) {
        return new Bypass(call, source, consistent, now, false);
    }

    /** The same, after a failure that concerned only the caller that it had waited for. */
    Bypass goingAgain() {
        return new Bypass(call.goingAgain(), source, consistent, eventualSince, limited);
    }

    /** Whether it may take a load that runs. */
    boolean mayTake(SharedLoad load) {
        return load.consistent ? load.began - call.began() > 0 : !consistent && load.began - eventualSince > 0;
    }
}
