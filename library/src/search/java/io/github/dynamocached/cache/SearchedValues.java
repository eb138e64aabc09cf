package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.store.AdaptiveTtl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long values count in a search.
 *
 * @param live how long they are fresh
 * @param stale how long they may be answered after that, while they are refreshed
 * @param error how long they may be answered after that, if the load fails
 * @param opens how often a node that keeps values near opens a channel, 0 if nodes keep nothing near
 * @param questions how often it asks whether everything is told
 * @param channelsBreak whether channels may break while they may be opened again
 * @param adaptive how long they are fresh depends on their changes, null for not at all; the digest does not matter
 * @param replica whether reads ask a replica first
 */
record SearchedValues(
        Duration live,
        Duration stale,
        Duration error,
        int opens,
        int questions,
        boolean channelsBreak,
        @Nullable AdaptiveTtl adaptive,
        boolean replica) {

    /** Values that are fresh for longer than a search takes. */
    static final SearchedValues FRESH =
            new SearchedValues(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO, 0, 0, false, null, false);

    SearchedValues living(Duration time) {
        return new SearchedValues(time, stale, error, opens, questions, channelsBreak, adaptive, replica);
    }

    SearchedValues kept(Duration whileStale, Duration despiteError) {
        return new SearchedValues(live, whileStale, despiteError, opens, questions, channelsBreak, adaptive, replica);
    }

    /** Values that nodes keep near too. What is filled before the beginning is fresh. */
    SearchedValues near(int mostOpens, int mostQuestions, boolean doChannelsBreak) {
        return new SearchedValues(live, stale, error, mostOpens, mostQuestions, doChannelsBreak, adaptive, replica);
    }

    /** Values that are fresh for a share of the time since their last change, and at least for a minimum. */
    SearchedValues adapting(double share, Duration minimum) {
        return new SearchedValues(
                live, stale, error, opens, questions, channelsBreak, new AdaptiveTtl(0, share, minimum), replica);
    }

    /** Values that reads look for on a replica. What is filled before the beginning is fresh. */
    SearchedValues ofReplica() {
        return new SearchedValues(live, stale, error, opens, questions, channelsBreak, adaptive, true);
    }

    /** Whether the time to live is over of what is filled before the beginning. */
    boolean areTheyExpiredAtOnce() {
        return opens == 0 && !replica;
    }

    /** The settings of a cache with such values. */
    CacheSettings in(Consistency consistency) {
        return CacheSettings.named("items")
                .ttl(live)
                .ttlJitter(0)
                .earlyRefresh(0)
                .lockWait(SearchScenario.BUDGETS.call())
                .holdOff(SearchScenario.HOLD_OFF)
                .lockLease(SearchScenario.LEASE)
                .staleWhileRevalidate(stale)
                .staleIfError(error)
                .consistency(consistency)
                .near(opens > 0)
                .readFrom(replica ? ReadFrom.REPLICA : ReadFrom.PRIMARY)
                .adaptiveTtl(adaptive == null ? 0 : adaptive.share())
                .minTtl(adaptive == null ? live : adaptive.minimum())
                .build();
    }
}
