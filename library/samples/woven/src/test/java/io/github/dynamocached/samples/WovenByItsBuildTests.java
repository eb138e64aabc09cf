package io.github.dynamocached.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.SharedServers;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A class that ajc has woven in the build of its application, in a JVM without a weaver and on a real Redis. */
@Tag("full")
class WovenByItsBuildTests {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Products.class)
    static class Application {}

    private static ConfigurableApplicationContext start() {
        Map<String, Object> properties = Map.of(
                "spring.data.redis.url",
                SharedServers.redis().uri(),
                "dynamocached.key-prefix",
                "test-" + UUID.randomUUID(),
                "dynamocached.mode",
                "aspectj",
                "dynamocached.redis.timeout",
                "10s");
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }

    @Test
    void thereIsNoWeaverAtRunTime() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .noneMatch(argument -> argument.contains("aspectjweaver"));
    }

    @Test
    void privateFinalAndOwnCallsAreCachedAndEvict() {
        try (ConfigurableApplicationContext application = start()) {
            Products products = application.getBean(Products.class);
            assertThat(AopUtils.isAopProxy(products)).isFalse();
            assertThat(products.priceOf("a")).isEqualTo("a for 1 euros");
            assertThat(products.priceOf("a")).isEqualTo("a for 1 euros");
            assertThat(products.priceOf("b")).isEqualTo("b for 2 euros");
            products.changed("a");
            assertThat(products.priceOf("a")).isEqualTo("a for 3 euros");
            assertThat(products.priceOf("b")).isEqualTo("b for 2 euros");
            assertThat(products.loads()).isEqualTo(3);
        }
    }
}
