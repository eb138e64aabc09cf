package io.github.dynamocached;

/**
 * Shadow verification of one cache: a share of its fresh hits is compared with DynamoDB in the background. The answers and
 * their times stay as they are.
 *
 * @param sampleRate the share of fresh hits that are compared, from 0 (none, the default) to 1
 * @param concurrency how many loads for it run at once on one node, from 1 to 100; 2 by default
 * @param maxShare what these loads may consume at most, as a share of the read capacity units that hits have saved in the last
 *     minute, from 0.001 to 1; 0.1 by default
 * @param heal whether wrong values are evicted; false by default
 */
public record ShadowSettings(double sampleRate, int concurrency, double maxShare, boolean heal) {

    private static final int MOST = 100;

    /** No hit is compared. All other settings have their defaults. */
    public static final ShadowSettings OFF = new ShadowSettings(0, 2, 0.1, false);

    /**
     * Settings, each checked.
     *
     * @param sampleRate the share of fresh hits that are compared
     * @param concurrency how many loads run at once
     * @param maxShare the share of the saved units that these loads may consume
     * @param heal whether wrong values are evicted
     * @throws IllegalArgumentException if one of them is out of its range; the message names it
     */
    public ShadowSettings {
        require(sampleRate >= 0 && sampleRate <= 1, "shadow.sample-rate", sampleRate, "a share from 0 to 1");
        require(
                concurrency >= 1 && concurrency <= MOST,
                "shadow.concurrency",
                concurrency,
                "a number from 1 to " + MOST);
        require(maxShare >= 0.001 && maxShare <= 1, "shadow.max-share", maxShare, "a share from 0.001 to 1");
    }

    private static void require(boolean holds, String setting, Object value, String range) {
        if (!holds) {
            throw new RefusedSettingException("", setting, value, range);
        }
    }

    /**
     * These settings with another sample rate.
     *
     * @param share the share of fresh hits that are compared
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public ShadowSettings withSampleRate(double share) {
        return new ShadowSettings(share, concurrency, maxShare, heal);
    }

    /**
     * These settings with another number of loads at once.
     *
     * @param most how many loads run at once on one node
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public ShadowSettings withConcurrency(int most) {
        return new ShadowSettings(sampleRate, most, maxShare, heal);
    }

    /**
     * These settings with another limit of the consumed units.
     *
     * @param share what loads may consume, as a share of the saved units
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public ShadowSettings withMaxShare(double share) {
        return new ShadowSettings(sampleRate, concurrency, share, heal);
    }

    /**
     * These settings, with wrong values evicted or not.
     *
     * @param evict whether wrong values are evicted
     * @return the settings
     */
    public ShadowSettings withHeal(boolean evict) {
        return new ShadowSettings(sampleRate, concurrency, maxShare, evict);
    }
}
