package io.github.dynamocached.redis;

/**
 * What is known of the process behind the connection to a primary.
 *
 * @param run the id of the process, new at each start
 * @param reign the id of the history of its data (replication id), new whenever a server becomes the primary; empty where the server
 *     does not tell
 * @param startMillis an upper bound of when it started, in milliseconds of its own clock: what is older came from a
 *     snapshot
 * @param clock what its clock shows
 */
record PrimaryView(String run, String reign, long startMillis, ClockEstimate clock) {

    /**
     * The upper bound of the start. A server tells its uptime in whole seconds and rounds its start down to a whole
     * second, so the true start lies less than a second after that. The uptime must have been asked for before the time.
     */
    static long startMillis(long serverMicros, long uptimeSeconds) {
        return (Math.floorDiv(serverMicros, 1_000_000L) - uptimeSeconds + 1) * 1000;
    }

    /** Both views in one: of the same process both bounds hold, and of two only the newer counts. */
    PrimaryView with(PrimaryView newer) {
        if (!run.equals(newer.run)) {
            return newer;
        }
        return new PrimaryView(run, newer.reign, Math.min(startMillis, newer.startMillis), clock.with(newer.clock));
    }

    /** The same process, whose data have another history now. */
    PrimaryView in(String otherReign) {
        return new PrimaryView(run, otherReign, startMillis, clock);
    }

    /** What another primary, or the same one after another has served, does not share. */
    String identity() {
        return run + " " + reign;
    }
}
