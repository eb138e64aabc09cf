package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.annotation.DynamoCached;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A converter of keys that fails when the key of a loaded value is computed again: its caller gets the value. */
class FailingKeyAgainTests {

    private static final AtomicInteger CONVERSIONS = new AtomicInteger();

    /** May change after the call. */
    static class Filter {
        String text = "open";
    }

    @Configuration(proxyBeanMethods = false)
    static class Converters {

        @Bean
        KeyConverter<Filter> filters() {
            return KeyConverter.of(Filter.class, filter -> {
                if (CONVERSIONS.incrementAndGet() > 1) {
                    throw new NoClassDefFoundError("secret");
                }
                return filter.text;
            });
        }
    }

    static class Orders {

        @DynamoCached("orders")
        public String find(Filter filter) {
            return filter.text + " orders";
        }
    }

    @Test
    void annotatedMethodReturnsWhatWasLoaded() {
        CONVERSIONS.set(0);
        try (CachingTestApplication application = CachingTestApplication.start(Converters.class, Orders.class)) {
            assertThat(application.bean(Orders.class).find(new Filter())).isEqualTo("open orders");
            assertThat(CONVERSIONS).hasValueGreaterThan(1);
        }
    }

    @Test
    void codeGetsWhatItLoaded() {
        CONVERSIONS.set(0);
        try (CachingTestApplication application = CachingTestApplication.start(Converters.class, Orders.class)) {
            TypedDynamoCache<String> orders =
                    application.bean(DynamoCaches.class).cache("orders").of(String.class);
            assertThat(orders.entry(new Filter()).read(() -> "open orders")).contains("open orders");
            assertThat(CONVERSIONS).hasValueGreaterThan(1);
        }
    }
}
