package io.github.dynamocached.benchmarks;

import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application that caches products with DynamoCached, as the starter configures it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Products.class)
class ProductsApplication {

    static final String[] PROPERTIES = {
        "spring.main.banner-mode=off",
        "logging.level.root=warn",
        "dynamocached.defaults.ttl=1h",
        "dynamocached.defaults.negative-ttl=1h",
        "dynamocached.redis.timeout=1s",
        "dynamocached.caches.stale.ttl=1ms",
        "dynamocached.caches.stale.stale-while-revalidate=1h",
        "dynamocached.caches.stale.lock-lease=1h",
        "dynamocached.caches.written.ttl=10s"
    };

    static ConfigurableApplicationContext start(int port, String... properties) {
        return new SpringApplicationBuilder(ProductsApplication.class)
                .properties(PROPERTIES)
                .properties("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port)
                .properties(properties)
                .run();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    OwnClient ownClient() {
        return new OwnClient();
    }

    /** Notes how the library configures its client, to measure raw commands on such a client. */
    static final class OwnClient implements RedisConfigCustomizer {

        private Config config = new Config();

        @Override
        public void customize(Config own) {
            config = new Config(own);
            config.setCodec(ByteArrayCodec.INSTANCE);
        }

        Config config() {
            return new Config(config);
        }
    }
}
