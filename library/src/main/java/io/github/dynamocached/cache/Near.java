package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.NearState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.store.NearEntries;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.store.Watch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of one cache in the memory of this node, and the rules by which they are kept and forgotten.
 *
 * <p>The server tells this node what changes, and confirms again and again that it has told everything. A value is returned only
 * while that holds, so it is at most the lag older than what Redis has. What this node evicts itself is forgotten when that is
 * acknowledged, before anybody is told of it.
 *
 * <p>A reply may be on its way while its key changes. So a read notes a counter of its key before it asks the server. A
 * thread that forgets a key counts first and removes then, and a value is inserted in the same atomic step in which the counter is compared:
 * either the removal finds the value, or the insertion finds another count. Everything at once is forgotten by an end: of the
 * watch under which values were read, or of the cache's epoch. A walk over all keys would miss what is being inserted.
 *
 * <p>A thread may also stand still between finding a value and asking whether its watch holds. Meanwhile the value may be forgotten,
 * and the watch be confirmed because that is done. So a lookup compares the counter too, and a key is counted once more after its
 * removal: a lookup that has found the value before has noted an earlier count.
 */
class Near implements ToldKeys {

    /** Keys with the same counter are kept less often while one of them changes, and never wrongly. */
    private static final int STRIPES = 1024;

    private static final Logger log = LoggerFactory.getLogger(Near.class);

    private final CacheSettings settings;
    private final NearMemory memory;
    private final NearEntries entries;
    private final Timing timing;
    private final long ttl;
    private final AtomicLongArray counters = new AtomicLongArray(STRIPES);
    private final AtomicLong epoch = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder ages = new LongAdder();
    private final LongAdder savedHalves = new LongAdder();
    private final LongAdder told = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final AtomicBoolean isLagTold = new AtomicBoolean();
    private volatile @Nullable Watch latest;

    Near(CacheSettings settings, NearMemory memory, Timing timing) {
        this.settings = settings;
        this.memory = memory;
        this.entries = memory.entries();
        this.timing = timing;
        this.ttl = memory.ttl().toNanos();
    }

    /**
     * The value of a slot, if it is kept and may be returned to a read that has begun at a moment. Not to be asked for keys with
     * pending evictions, or within loads: what a load returns is stored and would be older than the lag allows.
     *
     * @return null if the server has to be asked
     */
    @Nullable
    Outcome lookUp(ReadOperation operation, CacheKey key, String variant, long began) {
        long counter = counters.get(stripeOf(key));
        NearEntries.Kept kept = entries.get(key);
        if (kept == null) {
            return null;
        }
        KeptSlots.Value value = ((KeptSlots) kept).of(operation, variant);
        if (value == null || !value.mayBeReturned(epoch.get(), began) || !isStillKept(key, counter)) {
            return null;
        }
        return value.outcome(began);
    }

    /** Whether the key was not forgotten since its counter was read. Asked when the watch has said that it holds. */
    boolean isStillKept(CacheKey key, long counter) {
        return counters.get(stripeOf(key)) == counter;
    }

    /** The same for a call, unless it began within a load. */
    @Nullable
    Outcome lookUp(ReadCall call) {
        Slot slot = call.slot();
        return call.nested() ? null : lookUp(call.operation(), slot.key(), slot.variant(), call.began());
    }

    /** A read has returned a value from here. */
    void count(Outcome hit) {
        hits.increment();
        ages.add(hit.ageMillis());
        if (hit.halfUnits() > 0) {
            savedHalves.add(hit.halfUnits());
        }
    }

    /** Logs once for how long a read may return what another node has evicted. */
    void tellOfLag() {
        if (isLagTold.compareAndSet(false, true)) {
            log.info(
                    "Cache '{}': near, so reads may lag {} ms behind evictions by other nodes. Set near: false where that is too"
                            + " long.",
                    settings.name(),
                    memory.lag().toMillis());
        }
    }

    /** Notes what has to be unchanged when the reply to a command arrives that is sent after this. */
    Note note(CacheKey key) {
        return new Note(this, timing.nanos(), counters.get(stripeOf(key)), epoch.get());
    }

    /**
     * What was known before a lookup was sent.
     *
     * @param moment when this was noted
     * @param counter the counter of the key
     * @param epoch the epoch of the cache
     */
    record Note(Near near, long moment, long counter, long epoch) {

        /** Keeps what the lookup has found. Not to be called for a key with a pending eviction. */
        void keep(ReadOperation operation, Slot slot, StoredEntry found, Outcome hit) {
            near.keep(operation, slot, found, hit, this);
        }
    }

    private void keep(ReadOperation operation, Slot slot, StoredEntry found, Outcome hit, Note note) {
        Watch watch = found.watch();
        long life = watch == null ? 0 : lifeOf(found);
        if (watch == null || life <= 0 || !covers(watch, note)) {
            return;
        }
        latest = watch;
        KeptSlots.Value value = KeptSlots.valueOf(operation, slot, found, hit, note, note.moment + life, watch);
        entries.change(
                slot.key(),
                before -> isUnchanged(slot.key(), note) && watch.isOpen()
                        ? KeptSlots.with((KeptSlots) before, value, epoch.get(), note.moment)
                        : before);
    }

    /** Whether all changes since the lookup was sent were told by the process that has answered it. */
    boolean covers(Watch watch, Note note) {
        return watch.coversSince(note.moment);
    }

    /** Whether the key was not forgotten since the lookup was sent. Asked in the step that inserts the value. */
    boolean isUnchanged(CacheKey key, Note note) {
        return counters.get(stripeOf(key)) == note.counter && epoch.get() == note.epoch;
    }

    /** Until the time to live of near values, or until a hit could be due for a refresh. What is due now is not kept. */
    private long lifeOf(StoredEntry found) {
        long untilDue = TimeUnit.MILLISECONDS.toNanos(found.freshMillis())
                - Refreshes.earliestNanos(found, settings.earlyRefresh());
        return Math.min(ttl, untilDue);
    }

    @Override
    public void told(CacheKey key) {
        told.increment();
        forget(key);
    }

    @Override
    public void lost() {
        losses.increment();
    }

    /**
     * An eviction or a put of this node is acknowledged. Called before its caller is told, and before the key leaves the outbox.
     *
     * @param key one key, or the one that stands for all
     */
    void acknowledged(CacheKey key) {
        if (key.isEveryKey()) {
            epoch.incrementAndGet();
        } else {
            forget(key);
        }
    }

    /** Forgets a key. Also what is on its way to be kept. */
    void forget(CacheKey key) {
        count(key);
        entries.remove(key);
        count(key);
    }

    /** Lets no lookup keep the key that was sent before, or return it that has found it before. */
    final void count(CacheKey key) {
        counters.incrementAndGet(stripeOf(key));
    }

    private static int stripeOf(CacheKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }

    NearState state() {
        Watch watch = latest;
        Duration behind = watch == null || !watch.isOpen() ? null : Duration.ofNanos(watch.behind(timing.nanos()));
        return new NearState(
                entries.bytes(),
                entries.keys(),
                entries.displaced(),
                hits.sum(),
                Duration.ofMillis(ages.sum()),
                savedHalves.sum() / 2.0,
                told.sum(),
                losses.sum(),
                behind);
    }

    @Override
    public String toString() {
        return "near cache of '" + settings.name() + "' with lag " + memory.lag();
    }
}
