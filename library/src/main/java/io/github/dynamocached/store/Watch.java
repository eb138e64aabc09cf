package io.github.dynamocached.store;

import java.time.Duration;

/**
 * The promise of one channel to one process of the server: whatever that process changes in a key of a watched cache is told to
 * {@link ToldKeys} before a later question over the same channel is answered.
 *
 * <p>A value may be answered from the memory of this node while the watch {@linkplain #holds holds} under which it was read. The
 * channel asks the process again and again whether it is a primary. Each answer {@linkplain #confirm confirms} the watch, as of
 * the moment when the question was <em>sent</em>: an eviction that was acknowledged before that was told before the answer.
 *
 * <p>All moments are those of {@link System#nanoTime()}, or of the clock of a test, and are compared by difference alone. A watch
 * that has {@linkplain #end ended} never holds again, so whatever was kept under it is forgotten at once.
 */
public final class Watch {

    private final long since;
    private final long lag;
    private volatile long heldUntil;
    private volatile boolean open = true;

    /**
     * A watch that is not confirmed yet, so it does not hold.
     *
     * @param since when the process had confirmed that it tells changes, or when everything was last told to be gone
     * @param lag how long after the last confirmation the watch holds
     */
    public Watch(long since, Duration lag) {
        this.since = since;
        this.lag = lag.toNanos();
        this.heldUntil = since - 1;
    }

    /**
     * The process has answered that it is a primary, and everything that it told before that answer has been handled.
     *
     * @param sent when the question was sent. Called by one thread, with later moments each time
     */
    public void confirm(long sent) {
        heldUntil = sent + lag;
    }

    /** The channel is closed, or the process has told that everything may have changed. Called by any thread, and repeatedly. */
    public void end() {
        open = false;
    }

    /** {@return whether the watch has not ended, even if it does not hold now} */
    public boolean isOpen() {
        return open;
    }

    /**
     * Whether all evictions that were acknowledged longer than the lag ago have been told.
     *
     * @param now the moment, not earlier than the beginning of the call that asks
     * @return false until the first confirmation, and for ever after the end
     */
    public boolean holds(long now) {
        return open && heldUntil - now >= 0;
    }

    /**
     * Whether everything was told that was changed after a moment.
     *
     * @param moment when the command was sent that is asked for
     * @return false if the watch began at that moment or later, or has ended
     */
    public boolean coversSince(long moment) {
        return open && since - moment < 0;
    }

    /**
     * How far behind the process this node may be.
     *
     * @param now the moment
     * @return nanoseconds since the last confirmed question was sent; longer than the lag without any
     */
    public long behind(long now) {
        return now - (heldUntil - lag);
    }

    @Override
    public String toString() {
        return open ? "open watch" : "watch that has ended";
    }
}
