package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The read rule: which value a slot has. */
public abstract class AbstractReadContractTests extends AbstractEntryStoreContractTests {

    @Test
    void keyThatDoesNotExistHasNoValue() {
        assertAbsent(read(entity, USER));
        assertThat(read(entity, USER).isLeased()).isFalse();
    }

    @Test
    void filledEntityIsFresh() {
        put(entity, USER, LONG, "Ada", "ada@example.org");

        StoredEntry found = read(entity, USER);

        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(found.isNegative()).isFalse();
        assertThat(found.stamp()).isNotEmpty();
        assertThat(texts(found)).containsExactly("Ada", "ada@example.org");
    }

    @Test
    void filledBlobIsFresh() {
        put(variant("List<User>:a"), LIST, LONG, "[1,2]");

        assertThat(texts(read(variant("List<User>:a"), LIST))).containsExactly("[1,2]");
        assertAbsent(read(variant("List<User>:b"), LIST));
    }

    @Test
    void blobOfEmptyVariantIsFresh() {
        put(entity, LIST, LONG, "[]");

        assertThat(texts(read(entity, LIST))).containsExactly("[]");
    }

    @Test
    void emptyFieldIsNotAbsentField() {
        put(entity, USER, LONG, "", null);

        assertThat(texts(read(entity, USER))).containsExactly("", null);
    }

    @Test
    void entityWithoutAnyAttributeIsFound() {
        put(entity, USER, LONG, null, null);

        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.FRESH);
        assertThat(texts(read(entity, USER))).containsExactly(null, null);
    }

    @Test
    void partOfEntityIsReadByNameOfItsFields() {
        put(entity, USER, LONG, "Ada", "ada@example.org");

        EntryFormat part = EntryFormat.fields("User", "s1", List.of("email"));

        assertThat(texts(read(entity, part))).containsExactly("ada@example.org");
    }

    @Test
    void absenceBesideFieldsIsSpoiltAndNoValue() {
        put(entity, USER, absence(LONG, ""));
        fixture().putField(key, "name", "Ada");
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(lease(entity, USER, "n1").token()).isNotEmpty();
    }

    @Test
    void absenceIsFoundWithoutFields() {
        put(entity, USER, absence(LONG, ""));

        StoredEntry found = read(entity, USER);

        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(found.isNegative()).isTrue();
        assertThat(found.fields()).isEmpty();
    }

    @Test
    void valueIsStaleAfterItsFreshTime() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        StoredEntry found = read(entity, USER);

        assertThat(found.freshness()).isEqualTo(Freshness.STALE);
        assertThat(found.ageMillis()).isBetween(5L, 30_000L);
        assertThat(texts(found)).containsExactly("Ada", null);
    }

    @Test
    void valueIsExpiredAfterItsStaleTime() {
        put(entity, USER, lasting(INSTANT, INSTANT, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.EXPIRED);
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }

    @Test
    void keyGoesAtHardExpiryOfItsOnlyValue() {
        String token =
                leased(acquire(entity, USER, miss("n1", Duration.ofSeconds(1)))).token();
        assertThat(fill(entity, USER, freshFor(Duration.ofMillis(1200), token), "Ada", null))
                .isEqualTo(FillResult.STORED);
        fixture().passTime(Duration.ofMillis(1250));

        assertAbsent(read(entity, USER));
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void valueIsAbsentAfterHardExpiryWhileSiblingKeepsHash() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        put(entity, USER, INSTANT, "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        assertAbsent(read(entity, USER));
        assertThat(read(variant("List<User>"), LIST).freshness()).isEqualTo(Freshness.FRESH);
    }

    @Test
    void valueOfOtherTypeIsAbsent() {
        put(entity, USER, LONG, "Ada", null);

        assertAbsent(read(entity, EntryFormat.fields("Customer", "s1", USER.fields())));
    }

    @Test
    void valueOfOtherSchemaIsAbsent() {
        put(entity, USER, LONG, "Ada", null);

        assertAbsent(read(entity, EntryFormat.fields("User", "s2", USER.fields())));
    }

    @Test
    void valueFilledBeforePrimaryStartedIsAbsent() {
        put(entity, USER, LONG, "Ada", null);
        fixture().passTime(Duration.ofMillis(5));
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());

        assertAbsent(await(restarted.read(entity, USER, true)));
    }

    @Test
    void keyOfOtherRedisTypeHasNoValue() {
        fixture().putOther(key);

        assertAbsent(read(entity, USER));
    }

    @Test
    void stampThatCannotBeReadIsNoStamp() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        put(entity, USER, LONG, "Ada", null);
        String stamp = read(entity, USER).stamp();
        for (String garbage : List.of(
                "",
                " ",
                "garbage",
                "1" + stamp.substring(1),
                "2" + stamp.substring(1),
                "4" + stamp.substring(1),
                stamp.replaceFirst("^3(.*) [0-9]+ ([0-9]+\\+)$", "2$1 $2"),
                stamp.replaceFirst(" [0-9]+ ([0-9]+\\+)$", " $1"),
                stamp.replaceFirst(" [0-9]+ ([0-9]+\\+)$", " 9999999999999999 $1"),
                "1 1 99999999999999 99999999999999 99999999999999 User s1 1 +",
                stamp.substring(2),
                stamp.substring(0, stamp.length() - 2),
                stamp.substring(0, stamp.length() - 1) + "?",
                stamp + " ",
                stamp.substring(0, stamp.length() - 1) + " +",
                stamp.substring(0, stamp.lastIndexOf(' ') + 1) + "+",
                stamp.replaceFirst("1?[0-9]\\+$", "9999999999999999+"),
                " " + stamp,
                stamp.replace(' ', '\t'),
                stamp.replaceFirst(" ", "  "),
                stamp.replaceFirst(" ", " -"),
                stamp.replaceFirst(" ", " 9999999999999999999"),
                stamp.replaceFirst(" [0-9]+", " now"))) {
            fixture().putField(key, "@x", garbage);
            assertAbsent(read(entity, USER));
        }
        fixture().putField(key, "@x", stamp);
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.FRESH);
    }

    @Test
    void leaseIsSeenOnlyIfAskedFor() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        Acquisition.Leased unused = lease(entity, USER, "n1");

        assertThat(read(entity, USER).isLeased()).isTrue();
        assertThat(await(store().read(entity, USER, false)).isLeased()).isFalse();
        assertThat(read(variant("List<User>"), LIST).isLeased()).isFalse();
    }

    @Test
    void leaseIsSeenBesideValue() {
        put(entity, USER, LONG, "Ada", null);
        String seen = read(entity, USER).stamp();
        assertThat(read(entity, USER).isLeased()).isFalse();

        Acquisition.Leased unused = leased(acquire(entity, USER, refresh(seen, "n1")));

        assertThat(read(entity, USER).isLeased()).isTrue();
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }

    @Test
    void deadOrUnreadableLeaseIsNotSeen() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        Acquisition dead = acquire(entity, USER, miss("n1", INSTANT));
        fixture().passTime(Duration.ofMillis(5));
        assertThat(leased(dead).token()).isNotEmpty();
        assertThat(read(entity, USER).isLeased()).isFalse();

        for (String garbage : List.of("", "garbage", "n1:1", "n1:1 x", "n1 99999999999999", "99999999999999")) {
            fixture().putField(key, "@l", garbage);
            assertThat(read(entity, USER).isLeased()).isFalse();
        }
    }

    @Test
    void itemOfTenThousandAttributesIsStoredAndReplaced() {
        List<String> names =
                IntStream.range(0, 10_000).mapToObj(i -> "attribute" + i).toList();
        EntryFormat wide = EntryFormat.fields("Wide", "s1", names);
        String[] values = names.toArray(String[]::new);
        put(entity, wide, INSTANT, values);
        fixture().passTime(Duration.ofMillis(5));
        put(entity, wide, LONG, values);

        assertThat(texts(read(entity, wide))).containsExactly(values);
        assertThat(texts(hit(acquire(entity, wide, miss("n2", MINUTE))))).containsExactly(values);

        evict(Duration.ZERO);
        put(variant("List<User>"), LIST, LONG, "[1]");
        put(entity, wide, INSTANT, values);
        fixture().passTime(Duration.ofMillis(5));
        put(entity, USER, LONG, "Ada", null);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name", "@x:List<User>", "@v:List<User>");
    }

    @Test
    void layoutOfFieldsOutsideEmptyVariantIsRefused() {
        Slot other = variant("List<User>");
        String message = "The layout of fields belongs to the slot of the empty variant";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().read(other, USER, true))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().acquire(other, USER, miss("n1", MINUTE)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().fill(other, USER, freshFor(LONG, "n1:1"), values("Ada", null)))
                .withMessage(message);
    }

    private static void assertAbsent(StoredEntry entry) {
        assertThat(entry.freshness()).isEqualTo(Freshness.NONE);
        assertThat(entry.stamp()).isEmpty();
        assertThat(entry.fields()).isEmpty();
        assertThat(entry.ageMillis()).isZero();
    }
}
