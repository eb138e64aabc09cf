package io.github.dynamocached.cache;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All listeners of an application in their order. What one of them throws reaches nobody else. */
final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final CacheListener[] listeners;

    Listeners(List<? extends CacheListener> listeners) {
        this.listeners = listeners.toArray(new CacheListener[0]);
    }

    void onRead(String cacheName, Outcome outcome) {
        for (CacheListener listener : listeners) {
            try {
                listener.onRead(cacheName, outcome);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    void onEvict(String cacheName, boolean acknowledged) {
        for (CacheListener listener : listeners) {
            try {
                listener.onEvict(cacheName, acknowledged);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    void onUnverifiedLoad(String cacheName) {
        for (CacheListener listener : listeners) {
            try {
                listener.onUnverifiedLoad(cacheName);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    void onRefresh(String cacheName, RefreshResult result) {
        for (CacheListener listener : listeners) {
            try {
                listener.onRefresh(cacheName, result);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    /** Names the exception alone, because its text may hold a value. */
    private static void report(CacheListener listener, RuntimeException failure) {
        log.warn(
                "Cache listener {} failed with {}",
                listener.getClass().getName(),
                failure.getClass().getName());
        log.debug("Failure of a cache listener", failure);
    }
}
