package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientSettingsTests {

    private final ClientSettings settings = ClientSettings.DEFAULT
            .withNamespace("eu")
            .withItems(Duration.ofSeconds(7), Duration.ofSeconds(3))
            .withQueries(Duration.ofSeconds(5))
            .withScans(Duration.ofSeconds(4))
            .withIndexQueries(Duration.ofSeconds(2));

    @Test
    void eachCacheOfATableHasItsTimes() {
        CacheSettings items = customized(settings.itemsOf("users"));
        assertThat(items.name()).isEqualTo("eu.users.items");
        assertThat(items.ttl()).isEqualTo(Duration.ofSeconds(7));
        assertThat(items.negativeTtl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(customized(settings.queriesOf("users")).ttl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(customized(settings.scansOf("users")).ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(customized(settings.indexesOf("users")).ttl()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void pagesOfAPartitionStayBelowFiveMegabytes() {
        CacheSettings queries = customized(settings.queriesOf("users"));
        assertThat(queries.maxVariants() * queries.maxEntrySize()).isEqualTo(5 * 1024 * 1024);
    }

    @Test
    void otherCachesKeepTheirSettings() {
        Duration usual = CacheSettings.named("users").build().ttl();
        assertThat(customized("users").ttl()).isEqualTo(usual);
        assertThat(customized("europe.users.items").ttl()).isEqualTo(usual);
        assertThat(customized("eu.users.others").ttl()).isEqualTo(usual);
    }

    @Test
    void timeOfZeroLeavesTheCacheAsItIs() {
        CacheSettingsBuilder scans = CacheSettings.named("client.users.scans").ttl(Duration.ofHours(1));
        ClientSettings.DEFAULT.customize("client.users.scans", scans);
        assertThat(scans.build().ttl()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void wrongSettingsAreRefusedByTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withScans(Duration.ofSeconds(-1)))
                .withMessageContaining("client.scan-ttl is PT-1S. Use 0 or a duration of a millisecond or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withNamespace("a b"))
                .withMessageContaining("client.namespace is a b. Use letters, digits");
    }

    private CacheSettings customized(String cache) {
        CacheSettingsBuilder builder = CacheSettings.named(cache);
        settings.customize(cache, builder);
        return builder.build();
    }
}
