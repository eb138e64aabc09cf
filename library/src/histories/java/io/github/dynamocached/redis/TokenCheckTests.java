package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The token check of the fill script is what rejects a stale fill: without it, the same fill is stored. */
class TokenCheckTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name"));

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), Slot.ENTITY);

    @Test
    void fillIsRejectedWhenKeyWasEvictedSinceMiss() {
        assertThat(fillAfterEviction(Scripts.load())).isEqualTo(FillResult.REJECTED);
    }

    @Test
    void staleFillIsStoredWithoutTokenCheck() {
        assertThat(fillAfterEviction(PlantedScripts.withoutTokenCheck())).isEqualTo(FillResult.STORED);
    }

    private FillResult fillAfterEviction(Scripts scripts) {
        EntryStore store = new RedisStoreFixture(SharedServers.redis(), Connections.shared(), scripts).store();
        Acquisition acquired = await(store.acquire(slot, USER, AcquireRequest.miss("n1", MINUTE, Duration.ZERO)));
        awaitDone(store.evict(slot.key(), MINUTE, EntryStore.NO_WRITER));
        Fill fill = new Fill(
                ((Acquisition.Leased) acquired).token(), false, MINUTE, Duration.ZERO, Duration.ZERO, Duration.ZERO, 9);
        return await(store.fill(slot, USER, fill, new byte[][] {{'v', '0'}}));
    }
}
