package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * For how long a value may be fresh where that follows its changes: as the database knows when it was committed, and not by what
 * the hash remembers. Nobody can know it to be unchanged since before that, or since before the key was emptied.
 */
final class SearchAges {

    private final InMemoryServer server;
    private final SearchDatabase database;
    private final CacheSettings settings;
    private long emptied;

    SearchAges(InMemoryServer server, SearchDatabase database, CacheSettings settings) {
        this.server = server;
        this.database = database;
        this.settings = settings;
    }

    /** An eviction is acknowledged, or the key was deleted. */
    void emptied() {
        emptied = settings.adaptiveTtl() == 0 ? 0 : server.now();
    }

    /** Why a value of a version must not be fresh for so long, null if it may. */
    @Nullable
    String problemOf(StoredEntry entry, int version) {
        if (settings.adaptiveTtl() == 0) {
            return null;
        }
        long filled = server.now() - entry.ageMillis();
        long fresh = entry.ageMillis() + entry.freshMillis();
        long since = Math.max(database.committedAt(version), emptied);
        long most = since > filled
                ? settings.ttl().toMillis()
                : Math.min(
                        settings.ttl().toMillis(),
                        Math.max(settings.minTtl().toMillis(), Math.round(settings.adaptiveTtl() * (filled - since))));
        return fresh <= most ? null : "v" + version + " is fresh for " + fresh + " ms, and may be for " + most + " ms";
    }

    @Override
    public String toString() {
        return emptied == 0 ? "" : " emptied at " + emptied;
    }
}
