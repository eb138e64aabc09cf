package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which of several settings holds, seen in the life of the keys in Redis. */
class PrecedenceTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "precedence-" + UUID.randomUUID();

    private final ApplicationContextRunner application = Applications.runner()
            .withBean(Items.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.defaults.ttl-jitter=0",
                    "dynamocached.defaults.ttl=1h",
                    "dynamocached.caches.own.ttl=2h",
                    "dynamocached.caches[with.dots].ttl=3h",
                    "dynamocached.caches.annotated.ttl=2h",
                    "dynamocached.caches.customized.ttl=2h",
                    "ttl.of.annotated=4h");

    static class Items {

        @DynamoCached("defaults")
        public String byDefault(String id) {
            return id;
        }

        @DynamoCached("own")
        public String ofItsCache(String id) {
            return id;
        }

        @DynamoCached("with.dots")
        public String ofACacheWithDots(String id) {
            return id;
        }

        @DynamoCached(cache = "annotated", ttl = "${ttl.of.annotated}")
        public String annotated(String id) {
            return id;
        }

        @DynamoCached("customized")
        public String customized(String id) {
            return id;
        }

        @DynamoCached(cache = "customizedToo", ttl = "${ttl.of.annotated}")
        public String annotatedInACustomizedCache(String id) {
            return id;
        }
    }

    private Duration lifeOf(String cache) {
        return Duration.ofMillis(Long.parseLong(String.valueOf(redis.execute("PTTL", prefix + ":" + cache + ":a"))));
    }

    private void assertLife(String cache, Duration expected) {
        await().untilAsserted(() -> assertThat(lifeOf(cache)).isBetween(expected.minusMinutes(1), expected));
    }

    /** Fills until a server that has just started is trusted. */
    private void callAll(Items items) {
        await().untilAsserted(() -> {
            items.byDefault("a");
            assertThat(redis.execute("EXISTS", prefix + ":defaults:a")).hasToString("1");
        });
        items.ofItsCache("a");
        items.ofACacheWithDots("a");
        items.annotated("a");
        items.customized("a");
        items.annotatedInACustomizedCache("a");
    }

    @Test
    void annotationOverridesTheCacheWhichOverridesTheDefaults() {
        application.run(context -> {
            await().until(context.getBean(RedisConnection.class)::isConnected);
            callAll(context.getBean(Items.class));
            assertLife("defaults", Duration.ofHours(1));
            assertLife("own", Duration.ofHours(2));
            assertLife("with.dots", Duration.ofHours(3));
            assertLife("annotated", Duration.ofHours(4));
        });
    }

    @Test
    void annotationOverridesTheCustomizerWhichOverridesProperties() {
        CacheSettingsCustomizer customizer = (cache, settings) -> {
            if (cache.startsWith("customized")) {
                settings.ttl(Duration.ofHours(5));
            }
        };
        application.withBean(CacheSettingsCustomizer.class, () -> customizer).run(context -> {
            await().until(context.getBean(RedisConnection.class)::isConnected);
            callAll(context.getBean(Items.class));
            assertLife("own", Duration.ofHours(2));
            assertLife("customized", Duration.ofHours(5));
            assertLife("customizedToo", Duration.ofHours(4));
        });
    }
}
