package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may load to replace a value: acquire with the stamp that was seen. */
public abstract class AbstractRefreshContractTests extends AbstractEntryStoreContractTests {

    private static final Acquisition GONE_LATELY = new Acquisition.Gone(true);
    private static final Acquisition GONE = new Acquisition.Gone(false);

    @Test
    void refreshOfSeenValueIsLeased() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));
        String seen = read(entity, USER).stamp();

        assertThat(leased(acquire(entity, USER, refresh(seen, "n1"))).token()).isNotEmpty();
        assertThat(acquire(entity, USER, refresh(seen, "n2"))).isInstanceOf(Acquisition.Wait.class);
    }

    @Test
    void refreshOfFreshValueIsLeased() {
        put(entity, USER, LONG, "Ada", null);

        assertThat(leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")))
                        .token())
                .isNotEmpty();
    }

    @Test
    void refreshIsAnsweredWithValueThatSomebodyRefreshed() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "old", null);
        fixture().passTime(Duration.ofMillis(5));
        String seen = read(entity, USER).stamp();
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "new", null);
        fixture().passTime(Duration.ofMillis(5));

        StoredEntry found = hit(acquire(entity, USER, refresh(seen, "n1")));

        assertThat(found.freshness()).isEqualTo(Freshness.STALE);
        assertThat(texts(found)).containsExactly("new", null);
        assertThat(read(entity, USER).isLeased()).isFalse();
    }

    @Test
    void refreshOfEvictedValueIsGone() {
        put(entity, USER, LONG, "Ada", null);
        String seen = read(entity, USER).stamp();
        evict(LONG);

        assertThat(acquire(entity, USER, refresh(seen, "n1"))).isEqualTo(GONE_LATELY);
        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
    }

    @Test
    void questionLeavesNothing() {
        assertThat(acquire(entity, USER, AcquireRequest.question(Duration.ZERO)))
                .isEqualTo(GONE);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void questionIsAnsweredWithRecentEviction() {
        evict(LONG);
        assertThat(acquire(entity, USER, AcquireRequest.question(Duration.ZERO)))
                .isEqualTo(GONE_LATELY);
        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
    }

    @Test
    void questionDoesNotWaitForLeaseOfAnother() {
        assertThat(leased(acquire(entity, USER, miss("n1", MINUTE))).token()).isNotEmpty();
        assertThat(acquire(entity, USER, AcquireRequest.question(Duration.ZERO)))
                .isEqualTo(GONE);
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void questionIsAnsweredWithValue() {
        put(entity, USER, LONG, "Ada", null);
        assertThat(texts(hit(acquire(entity, USER, AcquireRequest.question(Duration.ZERO)))))
                .containsExactly("Ada", null);
    }

    @Test
    void refreshOfDeletedValueLeavesNoKey() {
        put(entity, USER, LONG, "Ada", null);
        String seen = read(entity, USER).stamp();
        fixture().delete(key);

        assertThat(acquire(entity, USER, refresh(seen, "n1"))).isEqualTo(GONE);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void refreshOfExpiredValueIsGone() {
        put(entity, USER, lasting(INSTANT, INSTANT, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        assertThat(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")))
                .isEqualTo(GONE);
    }

    @Test
    void refreshOfOtherTypeOrOtherRedisTypeIsGone() {
        put(entity, USER, LONG, "Ada", null);
        String seen = read(entity, USER).stamp();

        assertThat(acquire(entity, EntryFormat.fields("Customer", "s1", USER.fields()), refresh(seen, "n1")))
                .isEqualTo(GONE);
        fixture().delete(key);
        fixture().putOther(key);
        assertThat(acquire(entity, USER, refresh(seen, "n1"))).isEqualTo(GONE);
    }
}
