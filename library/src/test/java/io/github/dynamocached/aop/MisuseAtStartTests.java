package io.github.dynamocached.aop;

import static io.github.dynamocached.aop.MisuseTests.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.aop.MisuseTests.LivesOddly;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** When mistakes are shown, and that all of them are. */
class MisuseAtStartTests {

    @Lazy
    static class LazyAndOdd {
        @DynamoCached(cache = "a", ttl = "10x")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void lazyBeanIsRefusedAtTheStart() {
        assertThat(problemOf(LazyAndOdd.class))
                .isEqualTo(
                        "@DynamoCached on MisuseAtStartTests.LazyAndOdd.find(String): ttl \"10x\" is not a duration. Use"
                                + " \"10m\" or ISO-8601 such as \"PT10M\".");
    }

    interface Finder {
        String find(String id);
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenConfiguration {
        @Bean
        @Lazy
        Finder hidden() {
            return new OddFinder();
        }
    }

    static class OddFinder implements Finder {
        @Override
        @DynamoCached(cache = "a", ttl = "10x")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void lazyBeanOfAnInterfaceIsRefusedWhenItIsCreated() {
        try (CachingTestApplication application = CachingTestApplication.start(HiddenConfiguration.class)) {
            assertThatThrownBy(() -> application.bean(Finder.class))
                    .rootCause()
                    .hasMessage(
                            "@DynamoCached on MisuseAtStartTests.OddFinder.find(String): ttl \"10x\" is not a duration. Use"
                                    + " \"10m\" or ISO-8601 such as \"PT10M\".");
        }
    }

    static class OddInEveryWay {
        @DynamoCached(cache = "a", key = "#idd", variant = "#limit", unless = "#id.", ttl = "10x", condition = "(")
        public void find(String id) {}

        @DynamoEvict(cache = "${nobody.knows}", key = "${nothing}")
        @DynamoEvict(cache = "a", key = "#one", condition = "#two")
        public void save(String id) {}
    }

    @Test
    void allProblemsOfOneMethodComeInOneMessage() {
        String find = "@DynamoCached on MisuseAtStartTests.OddInEveryWay.find(String): ";
        String save = "@DynamoEvict on MisuseAtStartTests.OddInEveryWay.save(String): ";
        assertThat(problemOf(OddInEveryWay.class).lines())
                .containsExactly(
                        find
                                + "condition \"(\" is not a valid expression: EL1044E: Unexpectedly ran out of input."
                                + " Correct it, for example \"#id\" or \"{#tenant, #id}\".",
                        find + "key \"#idd\" uses #idd, which is not a parameter. Use #id.",
                        find + "the method returns nothing, so there is nothing to cache. Return a value, or use"
                                + " @DynamoEvict if the method writes.",
                        find + "ttl \"10x\" is not a duration. Use \"10m\" or ISO-8601 such as \"PT10M\".",
                        find
                                + "unless \"#id.\" is not a valid expression: EL1044E: Unexpectedly ran out of input."
                                + " Correct it, for example \"#id\" or \"{#tenant, #id}\".",
                        find + "variant \"#limit\" uses #limit, which is not a parameter. Use #id.",
                        save
                                + "cache \"${nobody.knows}\" has a placeholder without a value. Set the property, or"
                                + " write a default, for example \"${name:default}\".",
                        save
                                + "key \"${nothing}\" has a placeholder without a value. Set the property, or write a"
                                + " default, for example \"${name:default}\".");
    }

    static class CallsItselfWhenCreated implements InitializingBean {

        private final OddFinder finder;

        CallsItselfWhenCreated(OddFinder finder) {
            this.finder = finder;
        }

        @Override
        public void afterPropertiesSet() {
            finder.find("secret");
        }
    }

    @Test
    void callBeforeTheEndOfTheStartDoesNotShowOneProblemInPlaceOfAll() {
        Throwable failure = catchThrowable(
                () -> CachingTestApplication.start(OddFinder.class, CallsItselfWhenCreated.class, LivesOddly.class)
                        .close());
        assertThat(failure).rootCause().hasMessage("""
                        @DynamoCached on MisuseAtStartTests.OddFinder.find(String): ttl "10x" is not a duration. Use \
                        "10m" or ISO-8601 such as "PT10M".
                        @DynamoCached on MisuseTests.LivesOddly.find(String): ttl "10x" is not a duration. Use "10m" or \
                        ISO-8601 such as "PT10M".
                        @DynamoCached on MisuseTests.LivesOddly.findNever(String): ttl "0s" is too short. Use a duration \
                        of a millisecond or more.""");
    }
}
