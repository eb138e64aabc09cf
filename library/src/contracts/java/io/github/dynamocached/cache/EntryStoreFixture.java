package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.Map;

/** A store under test, and what any other client of its server could do and see. */
public interface EntryStoreFixture {

    /** A store on a primary that started long ago. */
    EntryStore store();

    /** A store of a client that believes its primary to have started at that time of the server's clock. */
    EntryStore storeOfPrimaryStartedAt(long millis);

    /** Milliseconds of the server's clock. */
    long now();

    /** Returns when the server's clock has gone on by at least that time. */
    void passTime(Duration time);

    /** Deletes a key as any other client would. */
    void delete(CacheKey key);

    /** Puts something under a key that is no hash. */
    void putOther(CacheKey key);

    /** Sets a field of the hash of a key. */
    void putField(CacheKey key, String field, String text);

    /** All fields of the hash of a key, empty without one. */
    Map<String, String> fields(CacheKey key);

    /** Milliseconds left to a key, -1 without a limit, -2 without a key. */
    long timeToLive(CacheKey key);
}
