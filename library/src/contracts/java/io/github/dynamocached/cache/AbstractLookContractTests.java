package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody sees who looks at a key. */
public abstract class AbstractLookContractTests extends AbstractEntryStoreContractTests {

    private EntryState look() {
        return look(store());
    }

    private EntryState look(EntryStore store) {
        Map<String, String> before = fixture().fields(key);
        EntryState state = Stages.await(store.look(key));
        assertThat(fixture().fields(key)).isEqualTo(before);
        return state;
    }

    private VariantState look(String variant) {
        return look().variant(variant).orElseThrow();
    }

    @Test
    void keyThatIsNotThereIsAbsent() {
        assertThat(look()).isEqualTo(EntryState.NONE);
        assertThat(look().hasKey()).isFalse();
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void freshValueIsSeenWithItsAgeItsTimesAndItsSize() {
        put(entity, USER, lasting(MINUTE, LONG, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        VariantState seen = look("");

        assertThat(seen.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(seen.negative()).isFalse();
        assertThat(seen.format()).isEqualTo(USER.id());
        assertThat(seen.age()).isBetween(Duration.ofMillis(5), Duration.ofMillis(passed()));
        assertThat(seen.age().plus(seen.freshFor())).isEqualTo(MINUTE);
        assertThat(seen.age().plus(seen.staleFor())).isEqualTo(MINUTE.plus(LONG));
        assertThat(seen.loadTime()).isEqualTo(Duration.ofMillis(20));
        assertThat(seen.bytes()).isEqualTo("name".length() + "Ada".length());
        assertThat(seen.leased()).isFalse();
        assertLeft(MINUTE.plus(LONG).plus(LONG), look().timeToLive().toMillis());
        assertThat(look().holdOff()).isZero();
        assertThat(look().fences()).isZero();
    }

    @Test
    void staleAndExpiredValuesAreSeenAsSuch() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        put(variant("a"), LIST, lasting(INSTANT, INSTANT, LONG, ""), "[1]");
        fixture().passTime(Duration.ofMillis(5));

        assertThat(look("").freshness()).isEqualTo(Freshness.STALE);
        assertThat(look("").freshFor()).isZero();
        assertLeft(INSTANT.plus(LONG), look("").staleFor().toMillis());
        assertThat(look("a").freshness()).isEqualTo(Freshness.EXPIRED);
        assertThat(look("a").staleFor()).isZero();
        assertThat(look("a").age()).isBetween(Duration.ofMillis(5), Duration.ofMillis(passed()));
    }

    @Test
    void absenceIsSeenAsFreshAndNegative() {
        put(entity, USER, absence(MINUTE, ""));

        assertThat(look("").freshness()).isEqualTo(Freshness.FRESH);
        assertThat(look("").negative()).isTrue();
        assertThat(look("").bytes()).isZero();
    }

    @Test
    void everyVariantIsSeenForItself() {
        put(entity, USER, LONG, "Ada", "ada@example.org");
        put(variant("b"), LIST, LONG, "[1,2]");
        Acquisition.Leased unused = lease(variant("a"), LIST, "n1");

        assertThat(look().variants()).extracting(VariantState::variant).containsExactly("", "a", "b");
        assertThat(look("b").bytes()).isEqualTo("[1,2]".length());
        assertThat(look("b").format()).isEqualTo(LIST.id());
        assertThat(look("b").leased()).isFalse();
        assertThat(look("a")).isEqualTo(VariantState.none("a", 0, true));
        assertThat(look().variant("c")).isEmpty();
    }

    @Test
    void leaseOfARefreshIsSeenBesideItsValue() {
        put(entity, USER, LONG, "Ada", null);
        assertThat(look("").leased()).isFalse();

        Acquisition.Leased unused =
                leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")));

        assertThat(look("").leased()).isTrue();
        assertThat(look("").freshness()).isEqualTo(Freshness.FRESH);
    }

    /** The later one may have pruned it, if it had run out by then. */
    @Test
    void leaseThatRanOutIsNone() {
        Acquisition.Leased unused = leased(acquire(entity, USER, miss("n1", INSTANT)));
        Acquisition.Leased longer = lease(variant("a"), LIST, "n2");
        fixture().passTime(Duration.ofMillis(5));

        assertThat(longer.token()).isNotEmpty();
        assertThat(look().variant("").filter(VariantState::leased)).isEmpty();
        assertThat(look("a").leased()).isTrue();
    }

    @Test
    void holdOffAndFencesAreSeenUntilTheyEnd() {
        evict(MINUTE);
        assertLeft(MINUTE, look().holdOff().toMillis());
        assertThat(look().fences()).isZero();

        Stages.awaitDone(store().begin(key, new Fence("w1", LONG)));
        Stages.awaitDone(store().begin(key, new Fence("w2", LONG)));
        Stages.awaitDone(store().begin(key, new Fence("w3", INSTANT)));
        fixture().passTime(Duration.ofMillis(5));
        assertThat(look().fences()).isEqualTo(2);
        assertLeft(LONG, look().timeToLive().toMillis());

        Stages.awaitDone(store().evict(key, Duration.ZERO, "w1"));
        assertThat(look().fences()).isEqualTo(1);
        assertThat(look().holdOff()).isZero();
    }

    @Test
    void valueFromBeforeTheStartOfThePrimaryIsNone() {
        put(entity, USER, LONG, "Ada", null);

        EntryStore later = fixture().storeOfPrimaryStartedAt(fixture().now() + 1000);

        assertThat(look(later).variant("").orElseThrow().freshness()).isEqualTo(Freshness.NONE);
        assertThat(look(later).variant("").orElseThrow().bytes()).isPositive();
    }

    @Test
    void valueOfAnotherTypeOrSchemaIsNoneForItsReader() {
        put(entity, USER, LONG, "Ada", null);

        assertThat(look("").readAs(USER.id()).freshness()).isEqualTo(Freshness.FRESH);
        assertThat(look("").readAs(
                                EntryFormat.fields("User", "s2", USER.fields()).id())
                        .freshness())
                .isEqualTo(Freshness.NONE);
        assertThat(look("").readAs(LIST.id()).freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void whatCannotBeReadIsNoValue() {
        put(entity, USER, LONG, "Ada", null);
        put(variant("a"), LIST, LONG, "[1]");
        put(variant("b"), LIST, absence(LONG, ""));
        fixture().putField(key, "@x", "garbage");
        fixture().putField(key, "@l:a", "garbage");
        fixture().putField(key, "@v:b", "beside an absence");
        fixture().putField(key, "@h", "garbage");
        fixture().putField(key, "@w", "garbage");

        assertThat(look("").freshness()).isEqualTo(Freshness.NONE);
        assertThat(look("").bytes()).isEqualTo("nameAda".length());
        assertThat(look("a").leased()).isFalse();
        assertThat(look("a").freshness()).isEqualTo(Freshness.FRESH);
        assertThat(look("b").freshness()).isEqualTo(Freshness.NONE);
        assertThat(look().holdOff()).isZero();
        assertThat(look().fences()).isZero();
    }

    @Test
    void allFieldsOfAnEntityOfThousandsAreCounted() {
        put(entity, USER, LONG, "Ada", null);
        for (int i = 1000; i < 3100; i++) {
            fixture().putField(key, "a" + i, "1");
        }

        assertThat(look("").bytes()).isEqualTo("nameAda".length() + 2100 * "a10001".length());
    }

    @Test
    void keyOfAnotherRedisTypeIsAbsentAndStays() {
        fixture().putOther(key);

        assertThat(Stages.await(store().look(key))).isEqualTo(EntryState.NONE);
        assertThat(fixture().timeToLive(key)).isPositive();
    }

    @Test
    void textOfAStateHoldsNeitherVariantsNorValues() {
        put(variant("secret"), LIST, LONG, "[1]");

        assertThat(look().toString()).contains("fresh value of 3 bytes, age ").doesNotContain("secret", "[1]");
    }
}
