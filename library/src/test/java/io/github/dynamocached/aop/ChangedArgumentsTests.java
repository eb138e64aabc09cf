package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments that are changed while the method runs: its result reaches its own caller, and no entry. */
class ChangedArgumentsTests extends RefreshFixture {

    private static final String WARNING = "WARN RefreshFixture.Orders.%s: the key changed while the method ran, so such"
            + " results are returned but not cached. An argument, or something else that the key depends on, was changed"
            + " meanwhile. Pass immutable arguments or copies.";

    @Test
    void methodThatChangesItsArgumentIsNotCached() {
        assertThat(orders.normalising(new Filter(" OPEN"))).isEqualTo("OPEN");
        assertThat(orders.normalising(new Filter(" OPEN"))).isEqualTo("OPEN");
        assertThat(orders.loads()).hasSize(2);
        assertThat(warnings()).containsExactly(WARNING.formatted("normalising(Filter)"));
        assertThat(orders.normalising(new Filter("CLOSED"))).isEqualTo("CLOSED");
        assertThat(orders.normalising(new Filter("CLOSED"))).isEqualTo("CLOSED");
        assertThat(orders.loads()).hasSize(3);
    }

    @Test
    void manyValuesReachTheirCallerAndNoEntryWhereAnArgumentChanges() {
        Filter filter = new Filter("OPEN");
        orders.beforeEnd(() -> filter.setStatus("CLOSED"));
        assertThat(orders.allWithStatus(List.of("1", "2"), filter)).containsExactly("1", "2");
        orders.beforeEnd(() -> {});
        int before = orders.loads().size();
        orders.allWithStatus(List.of("1", "2"), new Filter("OPEN"));
        orders.allWithStatus(List.of("1", "2"), new Filter("CLOSED"));
        assertThat(orders.loads()).hasSize(before + 4);
        assertThat(warnings()).containsExactly(WARNING.formatted("allWithStatus(Collection, Filter)"));
    }

    @Test
    void conditionThatHoldsNoMoreStoresNothing() {
        tenants.enter("b");
        orders.beforeEnd(() -> tenants.enter("a"));
        assertThat(orders.onlyForTenantB("1")).isEqualTo("1 of b");
        orders.beforeEnd(() -> {});
        tenants.enter("b");
        orders.onlyForTenantB("1");
        assertThat(orders.loads()).hasSize(2);
    }
}
