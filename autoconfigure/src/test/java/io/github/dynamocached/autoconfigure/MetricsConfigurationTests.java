package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.micrometer.CacheMeters;
import io.github.dynamocached.servers.SharedServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** When there are meters, and which registry gets them. */
class MetricsConfigurationTests {

    private final ApplicationContextRunner application = Applications.runner()
            .withPropertyValues("spring.data.redis.url=" + SharedServers.redis().uri());
    private final ApplicationContextRunner withRegistryOfBoot = application.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class));

    static class Repository {

        @DynamoCached("labels")
        public String label(String id) {
            return "label of " + id;
        }
    }

    @Test
    void metersAreThereByThemselvesWithTheTagsOfTheApplication() {
        withRegistryOfBoot
                .withBean(Repository.class)
                .withPropertyValues("management.metrics.tags.application=shop")
                .run(context -> {
                    String unused = context.getBean(Repository.class)
                            .label(UUID.randomUUID().toString());
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("dynamocached.reads")
                                    .tags("cache", "labels", "application", "shop")
                                    .counters())
                            .extracting(Counter::count)
                            .contains(1.0);
                });
    }

    @Test
    void cacheThatIsFirstUsedAfterTheStartHasMetersToo() {
        withRegistryOfBoot.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.find("dynamocached.reads").meters()).isEmpty();
            context.getBean(ReadThroughCaches.class).cache("late");
            assertThat(registry.get("dynamocached.reads").tag("cache", "late").meters())
                    .hasSize(6);
            assertThat(registry.get("dynamocached.keys.poisoned")
                            .tag("cache", "late")
                            .gauge()
                            .value())
                    .isZero();
        });
    }

    @Test
    void propertySwitchesThemOff() {
        withRegistryOfBoot
                .withPropertyValues("dynamocached.metrics.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ReadThroughCaches.class)
                        .doesNotHaveBean(CacheMeters.class));
    }

    @Test
    void withoutARegistryThereAreNone() {
        application.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(ReadThroughCaches.class)
                .doesNotHaveBean(CacheMeters.class));
    }

    @Test
    void ofSeveralRegistriesNoneIsChosen() {
        application
                .withBean("one", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("two", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheMeters.class));
    }

    @Test
    void withoutMicrometerThereAreNone() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ReadThroughCaches.class)
                        .doesNotHaveBean("dynamoCachedMeters"));
    }

    @Test
    void metersOfTheApplicationTakeTheirPlace() {
        CacheMeters own = new CacheMeters(new SimpleMeterRegistry());
        withRegistryOfBoot.withBean(CacheMeters.class, () -> own).run(context -> {
            context.getBean(ReadThroughCaches.class).cache("late");
            assertThat(context.getBean(CacheMeters.class)).isSameAs(own);
            assertThat(context.getBean(MeterRegistry.class)
                            .find("dynamocached.reads")
                            .meters())
                    .isEmpty();
        });
    }
}
