package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.RefreshExecutor;
import io.github.dynamocached.codec.ValueMapperCustomizer;
import io.github.dynamocached.dynamodb.SdkOutages;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What an application may add or replace with beans of its own. */
class ExtensionPointTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "extensions-" + UUID.randomUUID();

    private final ApplicationContextRunner application = Applications.runner()
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.redis.timeout=5s");

    /** A key type of the application. */
    record Isbn(String digits) {}

    static class Books {

        @DynamoCached("books")
        public String find(Isbn isbn) {
            return isbn.digits();
        }

        @DynamoCached(cache = "books", key = "{#edition, #isbns}", variant = "'of-series'")
        public List<String> find(List<Isbn> isbns, int edition) {
            return isbns.stream().map(Isbn::digits).toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        CacheSettingsCustomizer second() {
            return (cache, settings) -> settings.maxVariants(7);
        }

        @Bean
        @Order(1)
        CacheSettingsCustomizer first() {
            return (cache, settings) -> settings.maxVariants(6).ttl(Duration.ofHours(6));
        }
    }

    @Test
    void customizersOfSettingsRunInTheirOrderAfterTheProperties() {
        application
                .withUserConfiguration(Customizers.class)
                .withBean(Books.class)
                .withPropertyValues(
                        "dynamocached.defaults.max-variants=5",
                        "dynamocached.caches.books.ttl=1h",
                        "dynamocached.caches.books.lock-wait=1s")
                .run(context -> {
                    var settings = context.getBean(ReadThroughCaches.class)
                            .cache("books")
                            .settings();
                    assertThat(settings.maxVariants()).isEqualTo(7);
                    assertThat(settings.ttl()).isEqualTo(Duration.ofHours(6));
                    assertThat(settings.lockWait()).isEqualTo(Duration.ofSeconds(1));
                });
    }

    @Test
    void valueThatACustomizerMayNotSetStopsTheStart() {
        application
                .withBean(Books.class)
                .withBean(CacheSettingsCustomizer.class, () -> (cache, settings) -> settings.maxVariants(0))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage(
                                "@DynamoCached on ExtensionPointTests.Books.find(Isbn): Cache 'books': max-variants is"
                                        + " 0. Use a number from 1 to 10000.\n"
                                        + "@DynamoCached on ExtensionPointTests.Books.find(List, int): Cache 'books': max-variants"
                                        + " is 0. Use a number from 1 to 10000."));
    }

    @Test
    void keyConverterMakesATypeOfTheApplicationAPartOfKeys() {
        application
                .withBean(Books.class)
                .withBean(KeyConverter.class, () -> KeyConverter.of(Isbn.class, isbn -> "isbn/" + isbn.digits()))
                .run(context -> {
                    await().until(context.getBean(RedisConnection.class)::isConnected);
                    Books books = context.getBean(Books.class);
                    await().untilAsserted(() -> {
                        assertThat(books.find(new Isbn("1"))).isEqualTo("1");
                        assertThat(redis.execute("EXISTS", prefix + ":books:isbn%2F1"))
                                .hasToString("1");
                    });
                    assertThat(books.find(List.of(new Isbn("1"), new Isbn("2")), 3))
                            .containsExactly("1", "2");
                    await().untilAsserted(
                                    () -> assertThat(redis.execute("EXISTS", prefix + ":books:3:(isbn%2F1,isbn%2F2)"))
                                            .hasToString("1"));
                });
    }

    @Test
    void withoutAConverterARecordIsItsComponent() {
        application.withBean(Books.class).run(context -> {
            await().until(context.getBean(RedisConnection.class)::isConnected);
            Books books = context.getBean(Books.class);
            await().untilAsserted(() -> {
                assertThat(books.find(new Isbn("7"))).isEqualTo("7");
                assertThat(redis.execute("EXISTS", prefix + ":books:7")).hasToString("1");
            });
        });
    }

    static final List<String> HEARD = new ArrayList<>();

    record Hearing(String name) implements CacheListener {
        @Override
        public void onRead(String cacheName, Outcome outcome) {
            HEARD.add(name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        @Bean
        @Order(2)
        CacheListener second() {
            return new Hearing("second");
        }

        @Bean
        @Order(1)
        CacheListener first() {
            return new Hearing("first");
        }
    }

    @Test
    void listenersHearInTheirOrder() {
        HEARD.clear();
        application
                .withUserConfiguration(Listeners.class)
                .withBean(Books.class)
                .withBean(KeyConverter.class, () -> KeyConverter.of(Isbn.class, Isbn::digits))
                .run(context -> {
                    assertThat(context.getBean(Books.class).find(new Isbn("1"))).isEqualTo("1");
                    assertThat(HEARD).containsExactly("first", "second");
                });
    }

    static final List<String> MAPPED = new ArrayList<>();

    @Configuration(proxyBeanMethods = false)
    static class MapperCustomizers {

        @Bean
        @Order(2)
        ValueMapperCustomizer second() {
            return mapper -> MAPPED.add("second");
        }

        @Bean
        @Order(1)
        ValueMapperCustomizer first() {
            return mapper -> MAPPED.add("first");
        }
    }

    @Test
    void customizersOfTheMapperRunInTheirOrder() {
        MAPPED.clear();
        application
                .withUserConfiguration(MapperCustomizers.class)
                .run(context -> assertThat(MAPPED).containsExactly("first", "second"));
    }

    @Test
    void predicateOfTheApplicationDecidesWhatAnOutageIs() {
        application.run(context -> assertThat(context).hasSingleBean(SdkOutages.class));
        application
                .withBean(FailurePredicate.class, () -> failure -> false)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FailurePredicate.class)
                        .doesNotHaveBean(SdkOutages.class));
    }

    @Test
    void executorOfTheApplicationRunsRefreshes() {
        application
                .withBean("own", RefreshExecutor.class, RefreshExecutor::withDefaults)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RefreshExecutor.class)
                        .hasBean("own"));
    }
}
