package io.github.dynamocached.cache;

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
import org.junit.jupiter.api.Test;

/** Reads that a part of the entity may answer in place of the value of their own slot. */
public abstract class AbstractProjectionContractTests extends AbstractEntryStoreContractTests {

    private static final EntryFormat NAME = EntryFormat.fields("User", "s1", List.of("name"));
    private static final EntryFormat CARD = EntryFormat.blobOrProjection("Card", "c1", NAME);

    private final Slot card = variant("Card");

    private StoredEntry readCard() {
        return read(card, CARD);
    }

    private void pass(int millis) {
        fixture().passTime(Duration.ofMillis(millis));
    }

    @Test
    void nothingIsFoundWithoutEntityAndOwnValue() {
        put(variant("Other"), LIST, LONG, "[]");
        assertThat(readCard().freshness()).isEqualTo(Freshness.NONE);
        assertThat(readCard().fields()).isEmpty();
    }

    @Test
    void ownValueIsFoundAsThatOfAnySlot() {
        put(card, CARD, LONG, "card");

        assertThat(readCard().freshness()).isEqualTo(Freshness.FRESH);
        assertThat(texts(readCard())).containsExactly("card");
        assertThat(readCard().stamp()).isEqualTo(fixture().fields(key).get("@x:Card"));
    }

    @Test
    void entityGivesItsPartWithoutStamp() {
        put(entity, USER, lasting(LONG, LONG, LONG, ""), "Ada", "ada@example.org");

        StoredEntry found = readCard();

        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(texts(found)).containsExactly(null, "Ada");
        assertThat(found.stamp()).isEmpty();
        assertThat(found.loadMillis()).isEqualTo(20);
        assertThat(found.freshMillis()).isBetween(LONG.toMillis() - 30_000, LONG.toMillis());
    }

    @Test
    void attributeThatEntityDoesNotHaveIsAbsentField() {
        put(entity, USER, LONG, null, "ada@example.org");
        assertThat(texts(readCard())).containsExactly(null, null);
    }

    @Test
    void cachedAbsenceOfEntityIsAbsenceOfPart() {
        put(entity, USER, absence(LONG, ""));

        assertThat(readCard().isNegative()).isTrue();
        assertThat(readCard().freshness()).isEqualTo(Freshness.FRESH);
        assertThat(readCard().fields()).isEmpty();
        assertThat(readCard().stamp()).isEmpty();
    }

    @Test
    void absenceOfEntityBesideItsAttributeIsSpoiltAndNoValue() {
        put(entity, USER, absence(LONG, ""));
        fixture().putField(key, "name", "Ada");
        assertThat(readCard().freshness()).isEqualTo(Freshness.NONE);
        put(card, CARD, LONG, "card");
        assertThat(texts(readCard())).containsExactly("card");
    }

    @Test
    void ofTwoFreshValuesTheYoungerIsFound() {
        put(card, CARD, LONG, "card");
        pass(5);
        put(entity, USER, LONG, "Ada", null);
        assertThat(texts(readCard())).containsExactly(null, "Ada");
        pass(5);
        Acquisition.Leased lease =
                leased(acquire(card, CARD, refresh(fixture().fields(key).getOrDefault("@x:Card", ""), "n1")));
        assertThat(fill(card, CARD, freshFor(LONG, lease.token()), "newer")).isEqualTo(FillResult.STORED);
        assertThat(texts(readCard())).containsExactly("newer");
    }

    @Test
    void freshEntityGoesBeforeStaleOwnValueThatIsYounger() {
        put(entity, USER, LONG, "Ada", null);
        pass(5);
        put(card, CARD, lasting(INSTANT, LONG, LONG, ""), "card");
        pass(5);
        assertThat(texts(readCard())).containsExactly(null, "Ada");
        assertThat(readCard().freshness()).isEqualTo(Freshness.FRESH);
    }

    @Test
    void freshOwnValueGoesBeforeStaleEntityThatIsYounger() {
        put(card, CARD, LONG, "card");
        pass(5);
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        pass(5);
        assertThat(texts(readCard())).containsExactly("card");
    }

    @Test
    void ofStaleAndExpiredValuesTheStaleOneIsFound() {
        put(card, CARD, lasting(INSTANT, INSTANT, LONG, ""), "card");
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        pass(5);
        assertThat(readCard().freshness()).isEqualTo(Freshness.STALE);
        assertThat(texts(readCard())).containsExactly(null, "Ada");
    }

    @Test
    void expiredEntityIsFoundAsExpired() {
        put(entity, USER, lasting(INSTANT, INSTANT, LONG, ""), "Ada", null);
        pass(5);
        assertThat(readCard().freshness()).isEqualTo(Freshness.EXPIRED);
        assertThat(texts(readCard())).containsExactly(null, "Ada");
    }

    @Test
    void entityOfOtherTypeOrSchemaGivesNothing() {
        put(entity, EntryFormat.fields("User", "s2", USER.fields()), LONG, "Ada", null);
        assertThat(readCard().freshness()).isEqualTo(Freshness.NONE);
        evict(Duration.ZERO);
        put(entity, EntryFormat.fields("Customer", "s1", USER.fields()), LONG, "Ada", null);
        assertThat(readCard().freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void ownValueOfOtherSchemaLeavesTheEntity() {
        put(card, EntryFormat.blob("Card", "c0"), LONG, "card");
        put(entity, USER, LONG, "Ada", null);
        assertThat(texts(readCard())).containsExactly(null, "Ada");
    }

    @Test
    void evictionDropsBoth() {
        put(card, CARD, LONG, "card");
        put(entity, USER, LONG, "Ada", null);
        evict(MINUTE);
        assertThat(readCard().freshness()).isEqualTo(Freshness.NONE);
        assertThat(readCard().fields()).isEmpty();
    }

    @Test
    void whatWasFilledBeforePrimaryStartedGivesNothing() {
        put(card, CARD, LONG, "card");
        put(entity, USER, LONG, "Ada", null);
        pass(5);
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());
        assertThat(Stages.await(restarted.read(card, CARD, true)).freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void leaseIsThatOfTheOwnSlot() {
        put(entity, USER, LONG, "Ada", null);
        Acquisition.Leased ofEntity =
                leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")));
        assertThat(ofEntity.token()).isNotEmpty();
        assertThat(readCard().isLeased()).isFalse();
        Acquisition.Leased own = lease(card, CARD, "n2");
        assertThat(own.token()).isNotEmpty();
        assertThat(readCard().isLeased()).isTrue();
        assertThat(texts(readCard())).containsExactly(null, "Ada");
    }

    @Test
    void leaseOfOwnSlotIsGivenAlthoughTheEntityIsFresh() {
        put(entity, USER, LONG, "Ada", null);
        assertThat(lease(card, CARD, "n1").token()).isNotEmpty();
    }

    @Test
    void partOfBlobIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryFormat.blobOrProjection("Card", "c1", LIST))
                .withMessage("A projection of an entity has the layout of fields");
    }
}
