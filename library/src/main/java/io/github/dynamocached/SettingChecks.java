package io.github.dynamocached;

import java.time.Duration;

/**
 * Refuses what settings cannot be.
 *
 * @param owner the beginning of each message, which says whose settings they are
 */
record SettingChecks(String owner) {

    void require(boolean holds, String setting, Object value, String accepted) {
        if (!holds) {
            throw new RefusedSettingException(owner, setting, value, accepted);
        }
    }

    Duration between(String setting, Duration value, Duration least, Duration greatest) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0,
                setting,
                value,
                "a duration from " + text(least) + " to " + text(greatest));
        return value;
    }

    /** Settings that are accepted alone, and not together. */
    void requireCombination(CacheSettings.Values values) {
        requireReplica(values);
        require(
                !values.near || values.consistency != Consistency.FENCED,
                "near",
                values.near,
                "near: false in a fenced cache, or consistency: strict");
        if (values.adaptiveTtl > 0) {
            require(
                    values.consistency == Consistency.EVENTUAL,
                    "adaptive-ttl",
                    values.adaptiveTtl,
                    "consistency: eventual too, or adaptive-ttl: 0");
            require(
                    values.minTtl.compareTo(values.ttl) <= 0,
                    "min-ttl",
                    values.minTtl,
                    "a duration up to that of ttl, which is " + values.ttl);
        }
    }

    /** A whole duration as users write it. */
    private static String text(Duration duration) {
        if (duration.compareTo(Duration.ofDays(1)) >= 0) {
            return duration.toDays() + "d";
        }
        if (duration.compareTo(Duration.ofHours(1)) >= 0) {
            return duration.toHours() + "h";
        }
        return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }

    private void requireReplica(CacheSettings.Values values) {
        boolean isOfReplica = values.readFrom == ReadFrom.REPLICA;
        require(
                !isOfReplica || values.consistency == Consistency.EVENTUAL,
                "read-from",
                "replica",
                "primary, or set consistency: eventual too, because a replica may return old values");
        require(
                !isOfReplica || !values.near,
                "read-from",
                "replica",
                "primary for a near cache, or set near: false, because only the primary reports which keys change");
    }
}
