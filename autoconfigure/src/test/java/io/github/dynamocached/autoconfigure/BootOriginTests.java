package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.redis.RedisOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Which properties or which bean the log names. */
class BootOriginTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));

    private static RedisOrigin of(ApplicationContextRunner application) {
        RedisOrigin[] found = new RedisOrigin[1];
        application.run(context -> found[0] = new BootOrigin(context.getEnvironment())
                .of(context.getBean(DataRedisConnectionDetails.class), "details"));
        return found[0];
    }

    private ApplicationContextRunner file(String... lines) {
        return application.withInitializer(context -> {
            MutablePropertySources sources = context.getEnvironment().getPropertySources();
            ByteArrayResource file = new ByteArrayResource(
                    String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "application.properties");
            try {
                new PropertiesPropertySourceLoader().load("file", file).forEach(sources::addFirst);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    @Test
    void withoutPropertiesTheMissingOneIsNamed() {
        RedisOrigin origin = of(application);
        assertThat(origin.servers()).isEqualTo("spring.data.redis.url, which is not set");
        assertThat(origin.credentials()).isEqualTo("spring.data.redis.username and spring.data.redis.password");
        assertThat(origin.database()).isEqualTo("spring.data.redis.database");
        assertThat(origin.trust()).isEqualTo("the SSL bundle of spring.data.redis.ssl.bundle");
    }

    @Test
    void fileAndLineOfAUrlAreNamedAndNotTheUrl() {
        RedisOrigin origin =
                of(file("server.port=1", "spring.data.redis.url=redis://user:secret@redis.example:6390/2"));
        String url = "spring.data.redis.url (Byte array resource [application.properties] - 2:23)";
        assertThat(origin.servers()).isEqualTo(url);
        assertThat(origin.credentials()).isEqualTo("the user and the password in " + url);
        assertThat(origin.database()).isEqualTo("the database in " + url);
        assertThat(origin.toString()).doesNotContain("secret").doesNotContain("user:");
    }

    @Test
    void hostAndPortAreNamedWithTheirPlaces() {
        assertThat(of(file("spring.data.redis.host=redis.example")).servers())
                .isEqualTo("spring.data.redis.host (Byte array resource [application.properties] - 1:24) and"
                        + " spring.data.redis.port");
    }

    /** As Boot replaces the one of the standard environment. */
    private static final class Variables extends SystemEnvironmentPropertySource implements OriginLookup<String> {

        Variables() {
            super("systemEnvironment", Map.of("SPRING_DATA_REDIS_HOST", "redis.example"));
        }

        @Override
        public Origin getOrigin(String name) {
            return new SystemEnvironmentOrigin(name);
        }
    }

    @Test
    void variableOfTheEnvironmentIsNamed() {
        RedisOrigin origin = of(application.withInitializer(context ->
                context.getEnvironment().getPropertySources().replace("systemEnvironment", new Variables())));
        assertThat(origin.servers())
                .isEqualTo("spring.data.redis.host (System Environment Property \"SPRING_DATA_REDIS_HOST\") and"
                        + " spring.data.redis.port");
    }

    @Test
    void listsOfNodesAreNamed() {
        assertThat(of(application.withPropertyValues("spring.data.redis.cluster.nodes=a:1,b:2"))
                        .servers())
                .isEqualTo("spring.data.redis.cluster.nodes (property source 'test')");
        assertThat(of(application.withPropertyValues("spring.data.redis.cluster.nodes[0]=a:1"))
                        .servers())
                .isEqualTo("spring.data.redis.cluster.nodes (property source 'test')");
        assertThat(of(application.withPropertyValues("spring.data.redis.masterreplica.nodes=a:1,b:2"))
                        .servers())
                .isEqualTo("spring.data.redis.masterreplica.nodes (property source 'test')");
    }

    @Test
    void sentinelsHaveCredentialsOfTheirOwn() {
        RedisOrigin origin = of(application.withPropertyValues(
                "spring.data.redis.sentinel.nodes=a:1", "spring.data.redis.sentinel.master=main"));
        assertThat(origin.servers()).isEqualTo("spring.data.redis.sentinel.nodes (property source 'test')");
        assertThat(origin.master()).isEqualTo("spring.data.redis.sentinel.master");
        assertThat(origin.credentials())
                .isEqualTo("spring.data.redis.username and spring.data.redis.password, or those of"
                        + " spring.data.redis.sentinel");
    }

    private static final class Container implements DataRedisConnectionDetails, OriginProvider {

        @Override
        public Origin getOrigin() {
            return new Origin() {
                @Override
                public String toString() {
                    return "Docker compose service 'redis'";
                }
            };
        }
    }

    @Test
    void detailsFromElsewhereAreNamedByTheirBeanAndTheirOrigin() {
        assertThat(of(application.withBean(DataRedisConnectionDetails.class, Container::new))
                        .servers())
                .isEqualTo("the addresses of the DataRedisConnectionDetails bean 'details' (Docker compose service"
                        + " 'redis')");
    }
}
