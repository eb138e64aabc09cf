package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.servers.SharedServers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the info endpoint says of the caches. */
class CacheInfoTests {

    private final ApplicationContextRunner application = Applications.runner()
            .withPropertyValues(
                    "spring.data.redis.url=" + SharedServers.redis().uri(),
                    "dynamocached.key-prefix=shop",
                    "dynamocached.defaults.ttl=1h");

    static class Repository {

        @DynamoCached("labels")
        public String label(String id) {
            return "label of " + id;
        }
    }

    @Test
    void cachesAreNamedIfTheApplicationAsks() {
        application
                .withBean(Repository.class)
                .withPropertyValues("management.info.dynamocached.enabled=true")
                .run(context -> {
                    Info.Builder info = new Info.Builder();
                    context.getBean(InfoContributor.class).contribute(info);
                    assertThat(info.build().getDetails())
                            .isEqualTo(Map.of(
                                    "dynamocached",
                                    Map.of(
                                            "enabled",
                                            true,
                                            "keyPrefix",
                                            "shop",
                                            "caches",
                                            Map.of("labels", Map.of("ttl", "1h", "consistency", "eventual")))));
                });
    }

    @Test
    void nothingIsSaidByDefault() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(InfoContributor.class));
    }

    @Test
    void withoutActuatorTheApplicationStarts() {
        application
                .withPropertyValues("management.info.dynamocached.enabled=true")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
