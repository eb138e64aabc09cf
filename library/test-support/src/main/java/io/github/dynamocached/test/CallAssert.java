package io.github.dynamocached.test;

import io.github.dynamocached.Observed;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one call: where each of its reads was answered from. Failures name caches and sources, and never a key.
 *
 * @param <T> the type of the result
 */
public final class CallAssert<T extends @Nullable Object> extends AbstractAssert<CallAssert<T>, Observed<T>> {

    CallAssert(Observed<T> observed) {
        super(observed, CallAssert.class);
    }

    /**
     * All reads were answered by entries that are not stale.
     *
     * @return this
     */
    public CallAssert<T> isHit() {
        return isAnsweredBy("a hit", EnumSet.of(Source.HIT, Source.NEAR));
    }

    /**
     * All reads loaded their values, or waited for a load, with the cache at work.
     *
     * @return this
     */
    public CallAssert<T> isMiss() {
        return isAnsweredBy("a miss", EnumSet.of(Source.MISS));
    }

    /**
     * All reads were answered by entries whose time to live is over, while they are refreshed.
     *
     * @return this
     */
    public CallAssert<T> isStale() {
        return isAnsweredBy("stale", EnumSet.of(Source.STALE));
    }

    /**
     * All reads bypassed the cache and called their methods, for instance because Redis is away.
     *
     * @return this
     */
    public CallAssert<T> isBypassed() {
        return isAnsweredBy("bypassed", EnumSet.of(Source.BYPASS));
    }

    /**
     * No cache was read.
     *
     * @return this
     */
    public CallAssert<T> readsNoCache() {
        if (!actual.reads().isEmpty()) {
            failWithMessage("Expected that the call reads no cache, but it read %s", seen());
        }
        return this;
    }

    /**
     * The result of the call.
     *
     * @param expected the expected result
     * @return this
     */
    public CallAssert<T> returns(@Nullable Object expected) {
        if (!Objects.equals(actual.value(), expected)) {
            failWithMessage("Expected that the call returns%n  %s%nbut it returned%n  %s", expected, actual.value());
        }
        return this;
    }

    private CallAssert<T> isAnsweredBy(String what, Set<Source> sources) {
        if (actual.reads().isEmpty()) {
            failWithMessage(
                    "Expected that the call is %s, but it read no cache. Is the method annotated, and called"
                            + " through its bean on this thread?",
                    what);
        }
        if (!actual.reads().stream().map(ObservedRead::source).allMatch(sources::contains)) {
            failWithMessage("Expected that the call is %s, but its reads were %s", what, seen());
        }
        return this;
    }

    private List<String> seen() {
        return actual.reads().stream()
                .map(read -> read.source() + " of cache '" + read.cacheName() + "'")
                .toList();
    }
}
