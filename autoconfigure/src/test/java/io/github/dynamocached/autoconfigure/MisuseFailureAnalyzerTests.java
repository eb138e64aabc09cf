package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
        SpringApplication started = new SpringApplication(application);
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
                            - dynamocached.caches.item: no annotation uses the cache 'item'. Use \
                        dynamocached.caches.items, or remove the declaration.

                        Action:

                        Correct the annotations and properties listed above.

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

                            - dynamocached.caches.eu.cards.shadow.heal: unknown property. If the cache name contains dots, \
                        use dynamocached.caches[eu.cards].shadow.heal.
                            - dynamocached.caches.eu.users.ttl: unknown property. If the cache name contains dots, \
                        use dynamocached.caches[eu.users].ttl.
                            - dynamocached.caches.orders.ttl: "0s" cannot be used. Use a duration from 1ms to 365d.
                            - dynamocached.caches.users.colour: unknown property. Remove it.
                            - dynamocached.caches.users.consistency: "strickt" is not supported. Use eventual, strict or fenced.
                            - dynamocached.caches.users.lock-wait: "2h" cannot be used. Use a duration from 0s to 1h.
                            - dynamocached.caches.users.max-entry-size: "big" is not a size. Use "512KB" or "1MB".
                            - dynamocached.caches.users.max-variants: "many" is not a whole number. Use digits only.
                            - dynamocached.caches.users.tll: unknown property. Use dynamocached.caches.users.ttl, or \
                        remove it.
                            - dynamocached.caches.users.ttl-jitter: "some" is not a number. Use a number such as 0.1.
                            - dynamocached.caches.users.ttl: "10x" is not a duration. Use "10m" or ISO-8601 such as \
                        "PT10M".
                            - dynamocached.default.ttl: unknown property. Use dynamocached.defaults.ttl, or remove it.
                            - dynamocached.enabled: "perhaps" is not a boolean. Use true or false.
                            - dynamocached.mode: "weaving" is not supported. Use proxy or aspectj.
                            - dynamocached.order: "first" is not a whole number. Use digits only.
                            - dynamocached.redis.timeout: "0s" cannot be used. Use a duration from 1ms to 1h.

                        Action:

                        Correct the annotations and properties listed above.

                        """);
    }

    @Test
    void oneMistakeIsOne(CapturedOutput output) {
        assertThat(messageOf(UsersApplication.class, output, "dynamocached.defaults.ttl=-1s"))
                .contains("""
                        DynamoCached found one mistake:

                            - dynamocached.defaults.ttl: "-1s" cannot be used. Use a duration from 1ms to 365d.
                        """);
    }
}
