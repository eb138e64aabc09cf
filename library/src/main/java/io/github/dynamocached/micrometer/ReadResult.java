package io.github.dynamocached.micrometer;

import io.github.dynamocached.Outcome;

/** What a read came to, as the meters tell it apart. */
enum ReadResult {
    /** A fresh value from the cache. */
    HIT,
    /** A cached absence. */
    NEGATIVE_HIT,
    /** A value from the cache that is past its time. */
    STALE_HIT,
    /** A load, by this call or by one that it waited for. */
    MISS,
    /** A load beside the cache. */
    BYPASS;

    static ReadResult of(Outcome outcome) {
        return switch (outcome.source()) {
            case HIT -> outcome.isAbsence() ? NEGATIVE_HIT : HIT;
            case STALE -> STALE_HIT;
            case MISS -> MISS;
            case BYPASS -> BYPASS;
        };
    }
}
