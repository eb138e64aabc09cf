package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.OnEvictFailure;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.context.annotation.Configuration;

/** An error handler that logs and goes on, as many applications have one: the method is called once all the same. */
class SwallowingErrorHandlerTests {

    @Configuration(proxyBeanMethods = false)
    static class Swallowing implements CachingConfigurer {
        @Override
        public CacheErrorHandler errorHandler() {
            return new LoggingCacheErrorHandler();
        }
    }

    @BeforeEach
    void clear() {
        Items.TABLE.clear();
        Items.TABLE.put("1", "old");
        Items.TABLE.put("any", "any value");
    }

    @Test
    void methodIsCalledOnceIfItsKeyIsRefused() {
        try (SpringNode node = SpringNode.alone(Items.class, Swallowing.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.findBy(Map.of())).isEqualTo("any value");
            assertThat(items.calls()).hasSize(1);
            items.saveBy(Map.of());
            assertThat(Items.TABLE).containsEntry("any", "by another key");
        }
    }

    @Test
    void methodThatThrowsIsCalledOnce() {
        try (SpringNode node = SpringNode.alone(Items.class, Swallowing.class)) {
            Items items = node.bean(Items.class);
            items.failWith(new IllegalStateException("expected"));
            assertThatThrownBy(() -> items.find("1"))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("expected");
            assertThatThrownBy(() -> items.findPresent("1")).hasMessage("expected");
            assertThat(items.calls()).hasSize(2);
        }
    }

    @Test
    void methodIsCalledOnceIfRedisHangs() {
        try (SpringNode node = SpringNode.impatient(
                settings -> settings.onEvictFailure(OnEvictFailure.THROW), Items.class, Swallowing.class)) {
            Items items = node.bean(Items.class);
            node.hang();
            assertThat(items.find("1")).isEqualTo("old");
            assertThat(items.findPresent("1")).isEqualTo("old");
            assertThat(items.calls()).hasSize(2);
            items.save("1", "new");
            assertThat(items.put("1", "newer")).isEqualTo("newer");
            assertThat(items.find("1")).isEqualTo("newer");
            assertThat(items.calls()).hasSize(3);
        }
    }
}
