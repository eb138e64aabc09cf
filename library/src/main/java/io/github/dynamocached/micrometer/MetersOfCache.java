package io.github.dynamocached.micrometer;

import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.NearState;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.Unreadable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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
    private final Timer negativeHitAge;
    private final Timer staleHitAge;
    private final Timer waitsHere;
    private final Timer waitsElsewhere;
    private final Timer loads;
    private final Timer failedLoads;
    private final Counter eventualUnits;
    private final Counter consistentUnits;
    private final LongAdder savedHalves = new LongAdder();
    private final Counter unverifiedLoads;
    private final Counter evictions;
    private final Counter queuedEvictions;
    private final Counter retries;
    private final Counter failedRetries;
    private volatile @Nullable Supplier<NearState> near;

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
        count(registry, MeterName.READS, tags.and("result", "near_hit"), meters -> meters.nearState(NearState::hits));
        standard = new StandardMeters(registry, cacheName, () -> nearState(NearState::hits));
        hitAge = timer(MeterName.HIT_AGE, "result", "hit", registry);
        negativeHitAge = timer(MeterName.HIT_AGE, "result", "negative_hit", registry);
        staleHitAge = timer(MeterName.HIT_AGE, "result", "stale_hit", registry);
        waitsHere = timer(MeterName.WAITS, "node", "this", registry);
        waitsElsewhere = timer(MeterName.WAITS, "node", "other", registry);
        loads = timer(MeterName.LOADS, "outcome", "success", registry);
        failedLoads = timer(MeterName.LOADS, "outcome", "failure", registry);
        eventualUnits = unitsConsumed("eventual", registry);
        consistentUnits = unitsConsumed("consistent", registry);
        count(registry, MeterName.UNITS_SAVED, tags, MetersOfCache::savedUnits);
        unverifiedLoads = MeterName.UNVERIFIED_LOADS.counter().tags(tags).register(registry);
        evictions = counter(MeterName.EVICTIONS, "acknowledged", registry);
        queuedEvictions = counter(MeterName.EVICTIONS, "queued", registry);
        retries = counter(MeterName.RETRIES, "acknowledged", registry);
        failedRetries = counter(MeterName.RETRIES, "failed", registry);
    }

    /** A count that is made elsewhere, or so often that nothing but an addition may happen. */
    private void count(MeterRegistry registry, MeterName name, Tags all, ToDoubleFunction<MetersOfCache> count) {
        FunctionCounter.builder(name.text(), this, count)
                .description(name.description())
                .tags(all)
                .register(registry);
    }

    private double nearState(ToDoubleFunction<NearState> count) {
        Supplier<NearState> watched = near;
        return watched == null ? 0 : count.applyAsDouble(watched.get());
    }

    private double savedUnits() {
        return savedHalves.sum() / 2.0 + nearState(NearState::unitsSaved);
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

    /** Watches the near cache, which counts its hits itself. */
    void watchNear(MeterRegistry registry, Supplier<NearState> state) {
        near = state;
        NearMeters.register(registry, tags, state);
    }

    /** Counts a read of which no near cache has counted. */
    void read(Outcome outcome) {
        switch (outcome.source()) {
            case HIT -> hit(outcome);
            case STALE -> hit(ReadResult.STALE_HIT, staleHitAge, outcome);
            case MISS -> miss(ReadResult.MISS);
            case BYPASS -> miss(ReadResult.BYPASS);
            case NEAR -> {}
        }
    }

    private void hit(Outcome outcome) {
        if (outcome.isAbsence()) {
            hit(ReadResult.NEGATIVE_HIT, negativeHitAge, outcome);
        } else {
            hit(ReadResult.HIT, hitAge, outcome);
        }
    }

    private void hit(ReadResult result, Timer ages, Outcome outcome) {
        reads.count(result);
        standard.hit();
        ages.record(outcome.ageMillis(), TimeUnit.MILLISECONDS);
        if (outcome.halfUnits() > 0) {
            savedHalves.add(outcome.halfUnits());
        }
    }

    private void miss(ReadResult result) {
        reads.count(result);
        standard.miss();
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

    /** The result of a read that has asked Redis or bypassed it, as the meters count it. */
    private enum ReadResult {
        /** A fresh value from the cache. */
        HIT,
        /** A cached absence. */
        NEGATIVE_HIT,
        /** A value from the cache that is past its time. */
        STALE_HIT,
        /** A load, by this call or by one that it waited for. */
        MISS,
        /** A load that bypassed the cache. */
        BYPASS
    }
}
