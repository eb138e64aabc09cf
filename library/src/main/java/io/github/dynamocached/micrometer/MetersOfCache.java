package io.github.dynamocached.micrometer;

import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.Unreadable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of one cache, registered once. */
final class MetersOfCache {

    private final Tags tags;
    private final TaggedCounters<ReadResult> reads;
    private final TaggedCounters<FillOutcome> fills;
    private final TaggedCounters<Unreadable> unreadable;
    private final TaggedCounters<RefreshResult> staleRefreshes;
    private final TaggedCounters<RefreshResult> earlyRefreshes;
    private final TaggedCounters<ShadowResult> shadows;
    private final Timer wrongAge;
    private final Timer agedAge;
    private final Timer adaptedTtl;
    private final StandardMeters standard;
    private final Timer hitAge;
    private final Timer nearHitAge;
    private final Timer negativeHitAge;
    private final Timer staleHitAge;
    private final Timer waitsHere;
    private final Timer waitsElsewhere;
    private final Timer loads;
    private final Timer failedLoads;
    private final Counter eventualUnits;
    private final Counter consistentUnits;
    private final Counter savedUnits;
    private final Counter unverifiedLoads;
    private final Counter evictions;
    private final Counter queuedEvictions;
    private final Counter retries;
    private final Counter failedRetries;

    MetersOfCache(MeterRegistry registry, String cacheName) {
        tags = Tags.of("cache", cacheName);
        reads = new TaggedCounters<>(ReadResult.class, MeterName.READS, "result", tags, registry);
        fills = new TaggedCounters<>(FillOutcome.class, MeterName.FILLS, "outcome", tags, registry);
        unreadable = new TaggedCounters<>(Unreadable.class, MeterName.UNREADABLE, "reason", tags, registry);
        staleRefreshes = refreshes("stale", registry);
        earlyRefreshes = refreshes("early", registry);
        shadows = new TaggedCounters<>(ShadowResult.class, MeterName.SHADOW_RESULTS, "result", tags, registry);
        wrongAge = timer(MeterName.SHADOW_AGE, "result", "wrong", registry);
        agedAge = timer(MeterName.SHADOW_AGE, "result", "aged", registry);
        adaptedTtl = MeterName.ADAPTED_TTL.timer().tags(tags).register(registry);
        standard = new StandardMeters(registry, cacheName);
        hitAge = timer(MeterName.HIT_AGE, "result", "hit", registry);
        nearHitAge = timer(MeterName.HIT_AGE, "result", "near_hit", registry);
        negativeHitAge = timer(MeterName.HIT_AGE, "result", "negative_hit", registry);
        staleHitAge = timer(MeterName.HIT_AGE, "result", "stale_hit", registry);
        waitsHere = timer(MeterName.WAITS, "node", "this", registry);
        waitsElsewhere = timer(MeterName.WAITS, "node", "other", registry);
        loads = timer(MeterName.LOADS, "outcome", "success", registry);
        failedLoads = timer(MeterName.LOADS, "outcome", "failure", registry);
        eventualUnits = unitsConsumed("eventual", registry);
        consistentUnits = unitsConsumed("consistent", registry);
        savedUnits = MeterName.UNITS_SAVED.counter().tags(tags).register(registry);
        unverifiedLoads = MeterName.UNVERIFIED_LOADS.counter().tags(tags).register(registry);
        evictions = counter(MeterName.EVICTIONS, "acknowledged", registry);
        queuedEvictions = counter(MeterName.EVICTIONS, "queued", registry);
        retries = counter(MeterName.RETRIES, "acknowledged", registry);
        failedRetries = counter(MeterName.RETRIES, "failed", registry);
    }

    private Timer timer(MeterName name, String tag, String value, MeterRegistry registry) {
        return name.timer().tags(tags).tag(tag, value).register(registry);
    }

    private Counter unitsConsumed(String reads, MeterRegistry registry) {
        return MeterName.UNITS_CONSUMED.counter().tags(tags).tag("reads", reads).register(registry);
    }

    private TaggedCounters<RefreshResult> refreshes(String trigger, MeterRegistry registry) {
        return new TaggedCounters<>(
                RefreshResult.class, MeterName.REFRESHES, "outcome", tags.and("trigger", trigger), registry);
    }

    private Counter counter(MeterName name, String outcome, MeterRegistry registry) {
        return name.counter().tags(tags).tag("outcome", outcome).register(registry);
    }

    /** Watches the pending evictions, asked for when the registry is read. Registries keep weak references by default. */
    void watch(MeterRegistry registry, Supplier<OutboxState> outbox) {
        outboxSize(registry, outbox, "queued", OutboxState::queued);
        outboxSize(registry, outbox, "later", OutboxState::later);
        gauge(registry, outbox, MeterName.POISONED, OutboxState::queued);
        gauge(registry, outbox, MeterName.WHOLE_CACHE_POISONED, state -> state.wholeCache() ? 1 : 0);
        TimeGauge.builder(
                        MeterName.OUTBOX_AGE.text(),
                        outbox,
                        TimeUnit.MILLISECONDS,
                        watched -> watched.get().oldestAge().toMillis())
                .description(MeterName.OUTBOX_AGE.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void outboxSize(
            MeterRegistry registry, Supplier<OutboxState> outbox, String state, ToDoubleFunction<OutboxState> size) {
        gauge(registry, outbox, MeterName.OUTBOX, tags.and("state", state), size);
    }

    private void gauge(
            MeterRegistry registry, Supplier<OutboxState> outbox, MeterName name, ToDoubleFunction<OutboxState> value) {
        gauge(registry, outbox, name, tags, value);
    }

    private static void gauge(
            MeterRegistry registry,
            Supplier<OutboxState> outbox,
            MeterName name,
            Tags tags,
            ToDoubleFunction<OutboxState> value) {
        Gauge.builder(name.text(), outbox, watched -> value.applyAsDouble(watched.get()))
                .description(name.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    void read(Outcome outcome) {
        ReadResult result = ReadResult.of(outcome);
        reads.count(result);
        switch (result) {
            case HIT -> hit(hitAge, outcome);
            case NEAR_HIT -> hit(nearHitAge, outcome);
            case NEGATIVE_HIT -> hit(negativeHitAge, outcome);
            case STALE_HIT -> hit(staleHitAge, outcome);
            case MISS, BYPASS -> standard.get(false);
        }
    }

    private void hit(Timer ages, Outcome outcome) {
        standard.get(true);
        ages.record(outcome.ageMillis(), TimeUnit.MILLISECONDS);
        if (outcome.halfUnits() > 0) {
            savedUnits.increment(outcome.halfUnits() / 2.0);
        }
    }

    void fill(FillOutcome outcome) {
        fills.count(outcome);
        if (outcome == FillOutcome.STORED || outcome == FillOutcome.ENDED) {
            standard.put();
        }
    }

    void adaptedTtl(Duration ttl) {
        adaptedTtl.record(ttl);
    }

    void await(LoadingNode node, Duration took) {
        (node == LoadingNode.THIS ? waitsHere : waitsElsewhere).record(took);
    }

    void load(boolean succeeded, Duration took) {
        (succeeded ? loads : failedLoads).record(took);
    }

    void units(boolean consistent, double units) {
        (consistent ? consistentUnits : eventualUnits).increment(units);
    }

    void unverifiedLoad() {
        unverifiedLoads.increment();
    }

    void evict(boolean acknowledged) {
        standard.evict();
        (acknowledged ? evictions : queuedEvictions).increment();
    }

    void retry(boolean acknowledged) {
        (acknowledged ? retries : failedRetries).increment();
    }

    TaggedCounters<Unreadable> unreadable() {
        return unreadable;
    }

    void refresh(RefreshTrigger trigger, RefreshResult result) {
        (trigger == RefreshTrigger.STALE ? staleRefreshes : earlyRefreshes).count(result);
    }

    void shadow(ShadowResult result, Duration age) {
        shadows.count(result);
        if (result == ShadowResult.WRONG) {
            wrongAge.record(age);
        } else if (result == ShadowResult.AGED) {
            agedAge.record(age);
        }
    }

    /** The result of a read, as the meters count it. */
    private enum ReadResult {
        /** A fresh value from the cache. */
        HIT,
        /** A value or an absence from the memory of this node. */
        NEAR_HIT,
        /** A cached absence. */
        NEGATIVE_HIT,
        /** A value from the cache that is past its time. */
        STALE_HIT,
        /** A load, by this call or by one that it waited for. */
        MISS,
        /** A load that bypassed the cache. */
        BYPASS;

        static ReadResult of(Outcome outcome) {
            return switch (outcome.source()) {
                case HIT -> outcome.isAbsence() ? NEGATIVE_HIT : HIT;
                case NEAR -> NEAR_HIT;
                case STALE -> STALE_HIT;
                case MISS -> MISS;
                case BYPASS -> BYPASS;
            };
        }
    }
}
