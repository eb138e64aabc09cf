package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.aop.CacheDeclarations;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environment variables, which cannot spell every name of a cache. */
class CacheVariablesTests extends AutoConfigurationFixture {

    static class Camel {
        @DynamoCached("userDetails")
        public String find(String id) {
            return id;
        }
    }

    static class Hyphen {
        @DynamoCached("user-details")
        public String find(String id) {
            return id;
        }
    }

    static class Underscore {
        @DynamoCached("user_details")
        public String find(String id) {
            return id;
        }
    }

    static class Dot {
        @DynamoCached("user.details")
        public String find(String id) {
            return id;
        }
    }

    private ApplicationContextRunner withVariables(Map<String, Object> variables) {
        return application.withInitializer(context -> setVariables(context, variables));
    }

    private static void setVariables(ConfigurableApplicationContext context, Map<String, Object> variables) {
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        sources.replace(name, new SystemEnvironmentPropertySource(name, new LinkedHashMap<>(variables)));
    }

    private Duration ttlOf(String cache, Class<?> reader, Map<String, Object> variables, String... properties) {
        Duration[] ttl = new Duration[1];
        withVariables(variables)
                .withPropertyValues(properties)
                .withBean(reader)
                .run(context -> ttl[0] = context.getBean(ReadThroughCaches.class)
                        .cache(cache)
                        .settings()
                        .ttl());
        return ttl[0];
    }

    private String problemOf(Map<String, Object> variables, Class<?>... readers) {
        ApplicationContextRunner runner = withVariables(variables);
        for (Class<?> reader : readers) {
            runner = runner.withBean(reader);
        }
        String[] problem = new String[1];
        runner.run(context -> {
            Throwable failure = context.getStartupFailure();
            problem[0] = failure == null
                    ? "started"
                    : NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
        });
        return problem[0];
    }

    @ParameterizedTest
    @CsvSource({
        "userDetails, DYNAMOCACHED_CACHES_USERDETAILS_TTL",
        "userDetails, DYNAMOCACHED_CACHES_USER_DETAILS_TTL",
        "userDetails, dynamocached_caches_userdetails_ttl",
        "user-details, DYNAMOCACHED_CACHES_USERDETAILS_TTL",
        "user-details, DYNAMOCACHED_CACHES_USER_DETAILS_TTL",
        "user_details, DYNAMOCACHED_CACHES_USERDETAILS_TTL",
        "user_details, DYNAMOCACHED_CACHES_USER_DETAILS_TTL",
        "user.details, DYNAMOCACHED_CACHES_USERDETAILS_TTL",
        "user.details, DYNAMOCACHED_CACHES_USER_DETAILS_TTL"
    })
    void variableSetsThePropertyOfTheCacheThatItCanMean(String cache, String variable) {
        Class<?> reader = switch (cache) {
            case "userDetails" -> Camel.class;
            case "user-details" -> Hyphen.class;
            case "user_details" -> Underscore.class;
            default -> Dot.class;
        };

        assertThat(ttlOf(cache, reader, Map.of(variable, "7s"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(ttlOf(cache, reader, Map.of(variable, "7s"), "dynamocached.defaults.ttl=3s"))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void variableOverridesFilesAndNotSystemProperties() {
        Map<String, Object> variable = Map.of("DYNAMOCACHED_CACHES_USER_DETAILS_TTL", "7s");
        ApplicationContextRunner withFile = application.withInitializer(context -> {
            setVariables(context, variable);
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("file", Map.of("dynamocached.caches.user-details.ttl", "1h")));
        });
        withFile.withBean(Hyphen.class)
                .run(context -> assertThat(context.getBean(ReadThroughCaches.class)
                                .cache("user-details")
                                .settings()
                                .ttl())
                        .isEqualTo(Duration.ofSeconds(7)));

        assertThat(ttlOf("user-details", Hyphen.class, variable, "dynamocached.caches.user-details.ttl=2h"))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void propertyOfSeveralWordsIsFound() {
        withVariables(Map.of(
                        "DYNAMOCACHED_CACHES_USERDETAILS_NEGATIVETTL", "7s",
                        "DYNAMOCACHED_CACHES_USERDETAILS_LOCK_WAIT", "3s",
                        "DYNAMOCACHED_CACHES_USERDETAILS_SHADOW_SAMPLERATE", "0.1",
                        "DYNAMOCACHED_CACHES_USERDETAILS_SHADOW_MAX_SHARE", "0.2"))
                .withBean(Camel.class)
                .run(context -> {
                    assertThat(context.getBean(ReadThroughCaches.class)
                                    .cache("userDetails")
                                    .settings())
                            .satisfies(settings -> {
                                assertThat(settings.negativeTtl()).isEqualTo(Duration.ofSeconds(7));
                                assertThat(settings.lockWait()).isEqualTo(Duration.ofSeconds(3));
                                assertThat(settings.shadow().sampleRate()).isEqualTo(0.1);
                                assertThat(settings.shadow().maxShare()).isEqualTo(0.2);
                            });
                });
    }

    static class Writer {
        @DynamoEvict("userDetails")
        public void save(String id) {}
    }

    @Test
    void cacheThatOthersReadIsFoundToo() {
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USERDETAILS_READELSEWHERE", "true"), Writer.class))
                .isEqualTo("started");
    }

    @Test
    void variableThatCanMeanTwoCachesIsReported() {
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USERDETAILS_TTL", "7s"), Camel.class, Hyphen.class))
                .isEqualTo(
                        "DYNAMOCACHED_CACHES_USERDETAILS_TTL: it matches the caches 'user-details' and 'userDetails'."
                                + " Set their properties in a file or in SPRING_APPLICATION_JSON.");
    }

    @Test
    void twoVariablesForOnePropertyAreReported() {
        assertThat(problemOf(
                        Map.of(
                                "DYNAMOCACHED_CACHES_USERDETAILS_TTL", "7s",
                                "DYNAMOCACHED_CACHES_USER_DETAILS_TTL", "8s"),
                        Camel.class))
                .isEqualTo("DYNAMOCACHED_CACHES_USERDETAILS_TTL: it sets the same property as"
                        + " DYNAMOCACHED_CACHES_USER_DETAILS_TTL. Remove one of them.");
    }

    @Test
    void adviceForAMisspeltVariableIsAVariable() {
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USERDETIALS_NEGATIVE_TTL", "7s"), Camel.class))
                .isEqualTo("DYNAMOCACHED_CACHES_USERDETIALS_NEGATIVE_TTL: no annotation uses the cache"
                        + " 'userdetials'. Use DYNAMOCACHED_CACHES_USERDETAILS_NEGATIVETTL, or remove the"
                        + " declaration.");
    }

    @Test
    void valueThatCannotBeUsedIsReportedOnceWithItsVariable() {
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USERDETAILS_TTL", "10x"), Camel.class))
                .isEqualTo(
                        "DYNAMOCACHED_CACHES_USERDETAILS_TTL: \"10x\" is not a duration. Use \"10m\" or ISO-8601 such as"
                                + " \"PT10M\".");
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USER_DETAILS_TTL", "0s"), Camel.class))
                .isEqualTo(
                        "DYNAMOCACHED_CACHES_USER_DETAILS_TTL: \"0s\" cannot be used. Use a duration from 1ms to 365d.");
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        assertThat(problemOf(Map.of("DYNAMOCACHED_CACHES_USERDETAILS_COLOUR", "red"), Camel.class))
                .isEqualTo("started");
    }

    @Test
    void declarationsWithoutVariablesMeanCachesByTheirOwnNames() {
        withVariables(Map.of())
                .withBean(Camel.class)
                .run(context -> assertThat(
                                context.getBean(CacheDeclarations.class).caches())
                        .isEmpty());
    }
}
