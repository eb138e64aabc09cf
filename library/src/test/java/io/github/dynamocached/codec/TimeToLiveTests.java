package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ItemEnds;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When the items in a value end by themselves. */
class TimeToLiveTests {

    private static Customer visited(@Nullable Integer visits) {
        Customer customer = Customer.ann();
        customer.setVisits(visits);
        return customer;
    }

    @Test
    void entityEndsWhenItsAttributeSays() {
        ItemEnds end = new ItemEnds(true, List.of(1_700_000_000_000L));
        assertThat(Codecs.of(Customer.class).endsOf(visited(1_700_000_000), "visits"))
                .isEqualTo(end);
        assertThat(Codecs.blobOf(Customer.class).endsOf(visited(1_700_000_000), "visits"))
                .isEqualTo(end);
    }

    @Test
    void whatIsNoNumberIsNoEnd() {
        ItemEnds none = new ItemEnds(true, List.of());
        assertThat(Codecs.of(Customer.class).endsOf(visited(null), "visits")).isEqualTo(none);
        assertThat(Codecs.of(Customer.class).endsOf(Customer.ann(), "since")).isEqualTo(none);
        assertThat(Codecs.of(Customer.class).endsOf(Customer.ann(), "elsewhere"))
                .isEqualTo(none);
    }

    @Test
    void entitiesEndEachAtItsTime() {
        List<@Nullable Customer> customers =
                Arrays.asList(visited(1_700_000_009), null, visited(null), visited(7), visited(1_700_000_009));
        assertThat(Codecs.of(Codecs.generic(List.class, Customer.class)).endsOf(customers, "visits"))
                .isEqualTo(new ItemEnds(false, List.of(7_000L, 1_700_000_009_000L)));
        assertThat(Codecs.of(Turn[].class).endsOf(new Turn[] {Turn.of("s", 12, "")}, "number"))
                .isEqualTo(new ItemEnds(false, List.of(12_000L)));
    }

    record Visits(@Nullable Integer visits, @Nullable String name) {}

    record Name(@Nullable String name) {}

    @Test
    void partEndsIfItHasTheAttribute() {
        assertThat(Codecs.projectionOf(Visits.class, Customer.class, "visits", "name")
                        .endsOf(new Visits(60, "Ann"), "visits"))
                .isEqualTo(new ItemEnds(true, List.of(60_000L)));
        assertThat(Codecs.projectionOf(Name.class, Customer.class, "name").endsOf(new Name("Ann"), "visits"))
                .isEqualTo(ItemEnds.NONE);
    }

    @Test
    void otherValuesDoNotEnd() {
        assertThat(Codecs.of(Visits.class).endsOf(new Visits(60, "Ann"), "visits"))
                .isEqualTo(ItemEnds.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1700000000.9, 1700000000900", "1.7E9, 1700000000000", "100000000000, 100000000000000", "1, 1000"})
    void numbersOfAnyFormAreSeconds(String seconds, long millis) {
        assertThat(TimeToLive.of(AttributeValue.fromN(seconds))).isEqualTo(new ItemEnds(true, List.of(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1700000000000", "1E999999999", "1E-999999999", "NaN", ""})
    void numbersThatAreNoTimeAreNoEnd(String seconds) {
        assertThat(TimeToLive.of(AttributeValue.fromN(seconds))).isEqualTo(new ItemEnds(true, List.of()));
    }
}
