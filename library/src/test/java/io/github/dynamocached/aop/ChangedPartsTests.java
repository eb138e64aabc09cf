package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.TypedDynamoEntry;
import io.micrometer.context.ContextRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries whose key code has made of objects that it goes on to change. */
class ChangedPartsTests extends RefreshFixture {

    private TypedDynamoCache<String> texts;

    @BeforeEach
    void findCache() {
        texts = application.bean(DynamoCaches.class).cache("orders").of(String.class);
    }

    @Test
    void refreshLoadsNothingForAKeyWhosePartsWereChanged() {
        List<String> ids = new ArrayList<>(List.of("1", "2"));
        TypedDynamoEntry<String> entry = texts.entry(ids);
        assertThat(entry.read(ids::toString)).contains("[1, 2]");
        becomeStale();
        ids.clear();
        assertThat(entry.read(ids::toString)).contains("[1, 2]");
        awaitRefresh(RefreshResult.KEY_CHANGED);
        assertThat(texts.entry(List.of("1", "2")).read(() -> "not loaded")).contains("[1, 2]");
    }

    @Test
    void loadIsNotStoredUnderAKeyWhosePartsWereChangedMeanwhile() {
        List<String> ids = new ArrayList<>(List.of("1", "2"));
        assertThat(texts.entry("a").variant(ids).read(() -> {
                    ids.clear();
                    return ids.toString();
                }))
                .contains("[]");
        assertThat(texts.entry("a").variant(List.of("1", "2")).read(() -> "loaded"))
                .contains("loaded");
    }

    @Test
    void writeIsNotStoredUnderAKeyWhosePartsWereChangedMeanwhile() {
        List<String> ids = new ArrayList<>(List.of("1", "2"));
        assertThat(texts.entry(ids).put(() -> {
                    ids.clear();
                    return ids.toString();
                }))
                .contains("[]");
        assertThat(texts.entry(List.of("1", "2")).read(() -> "loaded")).contains("loaded");
        assertThat(texts.entry("fixed").put(() -> "written")).contains("written");
        assertThat(texts.entry("fixed").read(() -> "loaded")).contains("written");
    }

    @Test
    void entryOfFixedPartsIsRefreshed() {
        TypedDynamoEntry<String> entry = texts.entry("1").variant("de");
        entry.read(() -> "old");
        becomeStale();
        assertThat(entry.read(() -> "new")).contains("old");
        awaitRefresh(RefreshResult.REFRESHED);
        assertThat(entry.read(() -> "not loaded")).contains("new");
    }

    @Test
    void warmUpThreadsInheritNothingAndComputeTheirKeysWhereTheyLoad() throws InterruptedException {
        tenants.enter("a");
        DynamoCaches caches = application.bean(DynamoCaches.class);
        caches.warmUp(List.of("1")).start(orders::ofInherited).await();
        caches.warmUp(List.of("1")).start(orders::ofTenant).await();
        assertThat(orders.loads()).containsExactly("1 of default", "1 of default");
        assertThat(orders.ofInherited("1")).isEqualTo("1 of a");
        assertThat(orders.ofTenant("1")).isEqualTo("1 of a");
        tenants.leave();
        assertThat(orders.ofInherited("1")).isEqualTo("1 of default");
        assertThat(orders.loads()).hasSize(4);
    }

    @Test
    void warmUpRunsWithinWhatMicrometerCarries() throws InterruptedException {
        ContextRegistry registry = ContextRegistry.getInstance();
        registry.registerThreadLocalAccessor("tenant", tenants.here());
        try {
            tenants.enter("b");
            application
                    .bean(DynamoCaches.class)
                    .warmUp(List.of("1"))
                    .start(orders::ofTenant)
                    .await();
            assertThat(orders.ofTenant("1")).isEqualTo("1 of b");
            assertThat(orders.loads()).containsExactly("1 of b");
        } finally {
            registry.removeThreadLocalAccessor("tenant");
        }
    }
}
