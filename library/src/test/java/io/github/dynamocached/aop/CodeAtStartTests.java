package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** What the start knows of caches that code uses, and what code shares with annotated methods beyond entries. */
class CodeAtStartTests {

    static class Reads {

        private final TypedDynamoCache<String> codes;

        Reads(DynamoCaches caches) {
            this.codes = caches.cache("codes").of(String.class);
        }

        String find(String id) {
            return codes.entry(id).read(() -> "code " + id).orElseThrow();
        }
    }

    static class Evicts {
        @DynamoEvict("codes")
        public void save(String id) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class OfCodes {
        @Bean
        CacheSettings ofCodes() {
            return CacheSettings.named("codes")
                    .onEvictFailure(OnEvictFailure.THROW)
                    .build();
        }
    }

    @Test
    void cacheThatOnlyCodeReadsIsKnown() {
        assertThatThrownBy(() -> CachingTestApplication.startAlone(OfCodes.class, Evicts.class))
                .hasMessageContaining("no method reads the cache 'codes'");
        assertThatCode(() -> CachingTestApplication.startAlone(OfCodes.class, Evicts.class, Reads.class)
                        .close())
                .doesNotThrowAnyException();
    }

    static class TwoParts {
        @DynamoCached("codes")
        public String find(String country, String id) {
            return id;
        }
    }

    static class EvictsTwoParts {
        @DynamoEvict("codes")
        public void save(String country, String id) {}
    }

    static class OnePart {
        @DynamoCached("codes")
        public List<String> findAll(String country) {
            return List.of(country);
        }
    }

    @Test
    void codeMayEvictWhatNoMethodDoesButKeysOfMethodsAreCompared() {
        assertThatThrownBy(() -> CachingTestApplication.startAlone(TwoParts.class, Evicts.class, Reads.class))
                .hasMessageContaining("it evicts keys with the parts (value), but"
                        + " CodeAtStartTests.TwoParts.find(String, String) reads keys with the parts (value,"
                        + " value) from the cache 'codes'.");
        assertThatThrownBy(() -> CachingTestApplication.startAlone(TwoParts.class, EvictsTwoParts.class, OnePart.class))
                .hasMessageContaining("so its entries are never evicted");
        assertThatCode(() -> CachingTestApplication.startAlone(
                                TwoParts.class, EvictsTwoParts.class, OnePart.class, Reads.class)
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void evictionsThatAreNotAcknowledgedAreThrownWhereTheCacheSaysSo() {
        try (CachingTestApplication application = CachingTestApplication.start(OfCodes.class, Reads.class)) {
            DynamoCaches caches = application.bean(DynamoCaches.class);
            application.store().setAway(true);

            assertThatThrownBy(() -> caches.cache("codes").evict("1"))
                    .isInstanceOf(UnacknowledgedEvictionException.class)
                    .hasMessageStartingWith("DynamoCaches, cache 'codes': the method has written, but Redis did not"
                            + " acknowledge the eviction from cache 'codes'.");
            assertThatThrownBy(() ->
                            caches.cache("codes").of(String.class).entry("1").put(() -> "written"))
                    .isInstanceOf(UnacknowledgedEvictionException.class);
            assertThat(caches.cache("others").evict("1")).isFalse();
            application.store().setAway(false);
        }
    }

    @Test
    void evictionWithinATransactionIsRepeatedAfterIt() {
        try (CachingTestApplication application = CachingTestApplication.start(Reads.class)) {
            DynamoCaches caches = application.bean(DynamoCaches.class);
            WatchedEntryStore store = application.store();

            new TransactionTemplate(new NotedTransactions()).executeWithoutResult(status -> {
                assertThat(caches.cache("codes").evict("1")).isTrue();
                assertThat(application.bean(Reads.class).find("1")).isEqualTo("code 1");
                assertThat(store.evictions()).isEqualTo(List.of("codes/1"));
            });

            assertThat(store.evictions()).isEqualTo(List.of("codes/1", "codes/1"));
            assertThat(caches.cache("codes").of(String.class).entry("1").look().bytes())
                    .isZero();
        }
    }

    @Test
    void readsBeforeTheEndOfTheStartWorkToo() {
        try (CachingTestApplication application = CachingTestApplication.start(Early.class)) {
            assertThat(application
                            .bean(DynamoCaches.class)
                            .observe(() -> application
                                    .bean(DynamoCaches.class)
                                    .cache("early")
                                    .of(String.class)
                                    .entry("1")
                                    .read(() -> "late"))
                            .value())
                    .contains("early");
        }
    }

    static class Early {
        Early(DynamoCaches caches) {
            assertThat(caches.cache("early").of(String.class).entry("1").read(() -> "early"))
                    .contains("early");
        }
    }
}
