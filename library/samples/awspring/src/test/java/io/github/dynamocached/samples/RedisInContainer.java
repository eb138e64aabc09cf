package io.github.dynamocached.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.redis.testcontainers.RedisContainer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The example of the page about tests. It is compiled and not run: its name is not that of a test. */
class RedisInContainer {

    @SpringBootTest
    @Testcontainers
    static class ProductsRedisTests {

        @Container
        @ServiceConnection
        static RedisContainer redis = new RedisContainer("redis:7");

        @Autowired
        ProductRepository products;

        @Test
        void productsAreFound() {
            assertThat(products.findById("p1")).isEmpty();
        }
    }
}
