package io.github.dynamocached.warmup;

import io.github.dynamocached.Failures;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.WarmUpCall;
import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.load.Observation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the keys of one warm-up, one after the other on each of its threads. */
final class KeyReads<K> {

    private static final Logger log = LoggerFactory.getLogger(KeyReads.class);

    private final Iterator<? extends K> keys;
    private final WarmUpCall<? super K> call;
    private final Pace pace;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong bypasses = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean isWarned = new AtomicBoolean();
    private volatile boolean stopped;
    private boolean exhausted;

    KeyReads(Iterator<? extends K> keys, WarmUpCall<? super K> call, Pace pace) {
        this.keys = keys;
        this.call = call;
        this.pace = pace;
    }

    /** Reads keys on this thread until there are no more, or until it is interrupted. */
    void run() {
        try {
            for (Optional<K> key = next(); key.isPresent() && !stopped; key = next()) {
                if (!read(key.get()) && !stopped) {
                    pace.done();
                }
            }
        } catch (InterruptedException interrupt) {
            stop();
        }
    }

    void stop() {
        stopped = true;
    }

    private synchronized Optional<K> next() {
        if (stopped || !keys.hasNext()) {
            exhausted |= !stopped;
            return Optional.empty();
        }
        return Optional.of(keys.next());
    }

    /** Reads a key, and returns whether no load was needed. */
    private boolean read(K key) throws InterruptedException {
        try (Observation observation = Observation.begin()) {
            call.read(key);
            return count(observation.reads());
        } catch (InterruptedException interrupt) {
            throw interrupt;
        } catch (Exception failure) {
            if (!stopped) {
                failures.incrementAndGet();
                report(failure);
            }
            return false;
        }
    }

    private boolean count(List<ObservedRead> reads) {
        boolean isHit = !reads.isEmpty() && reads.stream().allMatch(ObservedRead::isFromCache);
        boolean isLoad = reads.stream().anyMatch(read -> read.source() == Outcome.Source.MISS);
        (isHit ? hits : isLoad ? loads : bypasses).incrementAndGet();
        return isHit;
    }

    /** Logs only the class of the exception, because its message may contain a key. */
    private void report(Exception failure) {
        if (isWarned.compareAndSet(false, true)) {
            log.warn(
                    "A call of a warm-up failed with {}. The warm-up continues and counts further failures.",
                    Failures.nameOf(failure));
        }
        log.debug("Failure of a call of a warm-up", failure);
    }

    synchronized WarmUpResult result() {
        return new WarmUpResult(hits.get(), loads.get(), bypasses.get(), failures.get(), exhausted && !stopped);
    }
}
