package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What the developer of an application sees whose annotations or properties cannot work. */
@ExtendWith(OutputCaptureExtension.class)
class MisuseFailureAnalyzerTests {

    static class Items {

        @DynamoCached(cache = "items", ttl = "10x")
        public String find(String id) {
            return id;
        }

        @DynamoEvict(cache = "items", key = "#idd")
        public void save(String id) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DynamoCachedAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        AopAutoConfiguration.class
    })
    static class Application {

        @Bean
        Items items() {
            return new Items();
        }
    }

    private static String messageOf(Class<?> application, CapturedOutput output, String... properties) {
        return messageOf(new SpringApplication(application), output, properties);
    }

    private static String messageOf(SpringApplication started, CapturedOutput output, String... properties) {
        started.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = Stream.concat(
                        Stream.of("spring.data.redis.url=redis://127.0.0.1:1"), Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);

        assertThatThrownBy(() -> started.run(arguments).close()).isNotNull();

        String printed = output.getOut();
        return printed.substring(printed.indexOf("APPLICATION FAILED TO START"));
    }

    @Test
    void twoMistakesInAnnotationsAndOneInAPropertyAreOneMessageWithThreeCorrections(CapturedOutput output) {
        assertThat(messageOf(Application.class, output, "dynamocached.caches.item.ttl=1h"))
                .isEqualTo("""
                        APPLICATION FAILED TO START
                        ***************************

                        Description:

                        DynamoCached found 3 mistakes:

                            - @DynamoCached on MisuseFailureAnalyzerTests.Items.find(String): ttl "10x" is not a \
                        duration. Use "10m" or ISO-8601 such as "PT10M".
                            - @DynamoEvict on MisuseFailureAnalyzerTests.Items.save(String): key "#idd" uses #idd, \
                        which is not a parameter. Use #id.
                            - dynamocached.caches.item (command line): no annotation uses the cache 'item'. Use \
                        dynamocached.caches.items, or remove the declaration.

                        Action:

                        Correct what is listed above. These pages describe what is accepted:

                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/annotations.md
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#one-cache-or-all-of-them

                        """);
    }

    static class Users {

        @DynamoCached(cache = "users")
        public String find(String id) {
            return id;
        }

        @DynamoCached(cache = "user_cards")
        public String findCard(String id) {
            return id;
        }

        @DynamoCached(cache = "eu.users")
        public String findInEurope(String id) {
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DynamoCachedAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        AopAutoConfiguration.class
    })
    static class UsersApplication {

        @Bean
        Users users() {
            return new Users();
        }
    }

    @Test
    void everyMistakeInAPropertyIsInTheMessage(CapturedOutput output) {
        assertThat(messageOf(
                        UsersApplication.class,
                        output,
                        "dynamocached.caches.users.ttl=10x",
                        "dynamocached.caches.users.max-entry-size=big",
                        "dynamocached.caches.users.max-variants=many",
                        "dynamocached.caches.users.ttl-jitter=some",
                        "dynamocached.caches.users.consistency=strickt",
                        "dynamocached.caches.users.lock-wait=2h",
                        "dynamocached.caches.users.tll=1h",
                        "dynamocached.caches.users.colour=red",
                        "dynamocached.caches.user_cards.ttl=1h",
                        "dynamocached.caches.eu.users.ttl=1h",
                        "dynamocached.caches.eu.cards.shadow.heal=true",
                        "dynamocached.caches.orders.ttl=0s",
                        "dynamocached.enabled=perhaps",
                        "dynamocached.mode=weaving",
                        "dynamocached.order=first",
                        "dynamocached.default.ttl=1h",
                        "dynamocached.redis.timeout=0s"))
                .isEqualTo("""
                        APPLICATION FAILED TO START
                        ***************************

                        Description:

                        DynamoCached found 16 mistakes:

                            - dynamocached.caches.eu.cards.shadow.heal (command line): unknown property. If the cache name contains dots, \
                        use dynamocached.caches[eu.cards].shadow.heal.
                            - dynamocached.caches.eu.users.ttl (command line): unknown property. If the cache name contains dots, \
                        use dynamocached.caches[eu.users].ttl.
                            - dynamocached.caches.orders.ttl (command line): "0s" cannot be used. Use a duration from 1ms to 365d.
                            - dynamocached.caches.users.colour (command line): unknown property. Remove it.
                            - dynamocached.caches.users.consistency (command line): "strickt" is not supported. Use eventual, strict or fenced.
                            - dynamocached.caches.users.lock-wait (command line): "2h" cannot be used. Use a duration from 0s to 1h.
                            - dynamocached.caches.users.max-entry-size (command line): "big" is not a size. Use "512KB" or "1MB".
                            - dynamocached.caches.users.max-variants (command line): "many" is not a whole number. Use digits only.
                            - dynamocached.caches.users.tll (command line): unknown property. Use dynamocached.caches.users.ttl, or \
                        remove it.
                            - dynamocached.caches.users.ttl-jitter (command line): "some" is not a number. Use a number such as 0.1.
                            - dynamocached.caches.users.ttl (command line): "10x" is not a duration. Use "10m" or ISO-8601 such as \
                        "PT10M".
                            - dynamocached.default.ttl (command line): unknown property. Use dynamocached.defaults.ttl, or remove it.
                            - dynamocached.enabled (command line): "perhaps" is not a boolean. Use true or false.
                            - dynamocached.mode (command line): "weaving" is not supported. Use proxy or aspectj.
                            - dynamocached.order (command line): "first" is not a whole number. Use digits only.
                            - dynamocached.redis.timeout (command line): "0s" cannot be used. Use a duration from 1ms to 1h.

                        Action:

                        Correct what is listed above. These pages describe what is accepted:

                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#one-cache-or-all-of-them
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#all-caches
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#redis

                        """);
    }

    /** Which part of the library finds a mistake makes no difference: all of them name the line that is to be corrected. */
    @Test
    void everyMistakeInAFileNamesItsLine(CapturedOutput output) {
        SpringApplication started = new SpringApplication(UsersApplication.class);
        started.addInitializers(context -> setVariables(context.getEnvironment()));
        started.addInitializers(context -> addFile(context.getEnvironment(), """
                dynamocached:
                  caches:
                    users:
                      ttl: 10x
                      lock-wait: 2h
                      tll: 1h
                      key-attributes: id
                    user:
                      ttl: 1h
                    user_cards:
                      table: "a table"
                    eu.users:
                      near: true
                  defaults:
                    table: users
                  local-indexes:
                    - users/by-name
                    - users
                  redis:
                    share-client: true
                """));

        assertThat(messageOf(started, output)).isEqualTo("""
                        APPLICATION FAILED TO START
                        ***************************

                        Description:

                        DynamoCached found 12 mistakes:

                            - DYNAMOCACHED_CACHES_USERS_HOLDOFF (environment variable): "2x" is not a duration. Use "10m" or \
                        ISO-8601 such as "PT10M".
                            - DYNAMOCACHED_LOADLIMIT (environment variable): "few" is not a whole number. Use digits only.
                            - dynamocached.caches.eu.users.near (Byte array resource [application.yml] - 13:13): unknown \
                        property. If the cache name contains dots, use dynamocached.caches[eu.users].near.
                            - dynamocached.caches.user (Byte array resource [application.yml] - 9:12): no annotation uses the \
                        cache 'user'. Use dynamocached.caches.users, or remove the declaration.
                            - dynamocached.caches.user_cards.table (Byte array resource [application.yml] - 11:14): the cache \
                        'user_cards' holds no entity, so the attributes that make its keys are not known. Name them in \
                        key-attributes, for example [sessionId].
                            - dynamocached.caches.users.key-attributes (Byte array resource [application.yml] - 7:23): the \
                        cache has no table. Set dynamocached.caches.users.table, or remove key-attributes.
                            - dynamocached.caches.users.lock-wait (Byte array resource [application.yml] - 5:18): "2h" cannot \
                        be used. Use a duration from 0s to 1h.
                            - dynamocached.caches.users.tll (Byte array resource [application.yml] - 6:12): unknown property. \
                        Use dynamocached.caches.users.ttl, or remove it.
                            - dynamocached.caches.users.ttl (Byte array resource [application.yml] - 4:12): "10x" is not a \
                        duration. Use "10m" or ISO-8601 such as "PT10M".
                            - dynamocached.defaults.table (Byte array resource [application.yml] - 15:12): it belongs to one \
                        cache. Set it under dynamocached.caches.
                            - dynamocached.local-indexes[1] (Byte array resource [application.yml] - 18:7): "users" is not a \
                        table and an index. Write both names with a slash between, for example "turns/by-date".
                            - dynamocached.redis.share-client (Byte array resource [application.yml] - 20:19): there is no \
                        RedissonClient bean to share. Define one, or remove the property.

                        Action:

                        Correct what is listed above. These pages describe what is accepted:

                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#environment-variables
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#one-cache-or-all-of-them
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#all-caches
                            - https://github.com/dynamocached/dynamocached/blob/main/library/docs/configuration.md#redis

                        """);
    }

    private static void setVariables(ConfigurableEnvironment environment) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        Map<String, Object> variables =
                Map.of("DYNAMOCACHED_CACHES_USERS_HOLDOFF", "2x", "DYNAMOCACHED_LOADLIMIT", "few");
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
    }

    private static void addFile(ConfigurableEnvironment environment, String yaml) {
        ByteArrayResource file = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "application.yml");
        try {
            new YamlPropertySourceLoader().load("file", file).forEach(environment.getPropertySources()::addFirst);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void oneMistakeIsOne(CapturedOutput output) {
        assertThat(messageOf(UsersApplication.class, output, "dynamocached.defaults.ttl=-1s"))
                .contains("""
                        DynamoCached found one mistake:

                            - dynamocached.defaults.ttl (command line): "-1s" cannot be used. Use a duration from 1ms to 365d.
                        """);
    }
}
