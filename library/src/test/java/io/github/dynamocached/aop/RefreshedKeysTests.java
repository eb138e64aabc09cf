package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.cache.RefreshExecutor;
import io.micrometer.context.ContextRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A background refresh loads only what belongs under the key that it refreshes, as things are where and when it loads. */
class RefreshedKeysTests extends RefreshFixture {

    private static final String WARNING = "WARN RefreshFixture.Orders.%s: the key has another value on the"
            + " refresh thread, so results expire and are not refreshed in the background. The key depends on the calling"
            + " thread, or on an argument that was changed after the call. Use immutable parameters in the key, register a"
            + " ThreadLocalAccessor with Micrometer's context propagation, or set early-refresh and stale-while-revalidate of"
            + " the cache to 0.";

    @Test
    void tenantOfTheCallerIsNotGivenTheDataOfAnother() {
        tenants.enter("b");
        assertThat(orders.ofTenant("1")).isEqualTo("1 of b");
        becomeStale();
        assertThat(orders.ofTenant("1")).isEqualTo("1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.ofTenant("1")).isEqualTo("1 of b");
        assertThat(orders.loads()).containsExactly("1 of b");
    }

    @Test
    void warningNamesTheMethodOnceAndNoKey() {
        tenants.enter("b");
        for (String id : List.of("1", "2")) {
            orders.ofTenant(id);
            becomeStale();
            orders.ofTenant(id);
            awaitRefresh(RefreshResult.KEY_CHANGED);
        }
        assertThat(warnings()).containsExactly(WARNING.formatted("ofTenant(String)"));
    }

    @Test
    void refreshThreadInheritsNothingFromTheCallerThatStartedIt() {
        tenants.enter("a");
        orders.ofInherited("1");
        tenants.enter("b");
        orders.ofInherited("1");
        becomeStale();
        tenants.enter("a");
        orders.ofInherited("1");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        tenants.enter("b");
        assertThat(orders.ofInherited("1")).isEqualTo("1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.ofInherited("1")).isEqualTo("1 of b");
        assertThat(orders.loads()).containsExactly("1 of a", "1 of b");
    }

    @Test
    void whatMicrometerCarriesIsThereForTheKeyAndForTheLoad() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", tenants.here());
        try {
            tenants.enter("b");
            orders.ofTenant("1");
            becomeStale();
            assertThat(orders.ofTenant("1")).isEqualTo("1 of b");
            awaitRefresh(RefreshResult.REFRESHED);
            assertThat(orders.loads()).containsExactly("1 of b", "1 of b");
            assertThat(warnings()).isEmpty();
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
        }
    }

    @Test
    void keyThatFailsOnTheRefreshThreadIsNotLoaded() {
        tenants.enter("b");
        orders.ofRequired("1");
        becomeStale();
        assertThat(orders.ofRequired("1")).isEqualTo("1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.loads()).containsExactly("1 of b");
    }

    @Test
    void variantIsComputedAgainToo() {
        tenants.enter("b");
        orders.variantOfTenant("1");
        becomeStale();
        assertThat(orders.variantOfTenant("1")).isEqualTo("1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.variantOfTenant("1")).isEqualTo("1 of b");
        assertThat(orders.loads()).containsExactly("1 of b");
    }

    @Test
    void conditionIsAskedAgainToo() {
        tenants.enter("b");
        orders.onlyForTenantB("1");
        becomeStale();
        assertThat(orders.onlyForTenantB("1")).isEqualTo("1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.loads()).containsExactly("1 of b");
    }

    @Test
    void argumentThatTheCallerChangesAfterTheCallIsNotLoadedUnderItsOldKey() throws Exception {
        Filter filter = new Filter("OPEN");
        orders.withStatus(filter);
        becomeStale();
        blockRefreshes(() -> {
            orders.withStatus(filter);
            filter.setStatus("CLOSED");
        });
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.withStatus(new Filter("OPEN"))).isEqualTo("OPEN");
        assertThat(orders.loads()).doesNotContain("CLOSED");
    }

    @Test
    void listThatTheCallerClearsAfterTheCallIsNotLoadedUnderItsOldKey() throws Exception {
        List<String> ids = new ArrayList<>(List.of("1", "2"));
        orders.ofAll(ids);
        becomeStale();
        blockRefreshes(() -> {
            orders.ofAll(ids);
            ids.clear();
        });
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.ofAll(List.of("1", "2"))).isEqualTo("[1, 2]");
        assertThat(orders.loads()).doesNotContain("[]");
    }

    @Test
    void argumentThatIsChangedDuringTheRefreshIsNotStoredUnderItsOldKey() {
        Filter filter = new Filter("OPEN");
        orders.withStatus(filter);
        becomeStale();
        orders.beforeEnd(() -> filter.setStatus("CLOSED"));
        orders.withStatus(filter);
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.loads()).hasSize(2);
        assertThat(orders.withStatus(new Filter("OPEN"))).isEqualTo("OPEN");
        assertThat(warnings()).singleElement().asString().contains("withStatus(Filter): the key changed while");
    }

    @Test
    void manyKeysOfATenantAreNotGivenTheDataOfAnother() {
        tenants.enter("b");
        orders.allOfTenant(List.of("1", "2"));
        becomeStale();
        assertThat(orders.allOfTenant(List.of("1"))).containsEntry("1", "1 of b");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(orders.allOfTenant(List.of("1", "2"))).containsEntry("1", "1 of b");
        assertThat(orders.loads()).containsExactlyInAnyOrder("1 of b", "2 of b");
    }

    @Test
    void keyOfAnImmutableArgumentIsRefreshed() {
        orders.ofId("1");
        becomeStale();
        orders.ofId("1");
        awaitRefresh(RefreshResult.REFRESHED);
        assertThat(orders.loads()).hasSize(2);
        assertThat(warnings()).isEmpty();
    }

    /** Keeps all refresh threads busy until an action has ended. */
    private void blockRefreshes(Runnable action) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        RefreshExecutor refreshing = application.bean(RefreshExecutor.class);
        CountDownLatch busy = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            refreshing.execute(() -> {
                busy.countDown();
                try {
                    boolean unused = end.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
        action.run();
        end.countDown();
    }
}
