package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.annotation.AliasFor;

/** What {@code @DynamoCacheConfig} gives the methods of a class, through both kinds of proxies. */
class ClassDefaultsTests {

    private @Nullable CachingTestApplication application;

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
    }

    private <T> T start(Proxied proxied, Class<T> type, Class<?>... components) {
        application = proxied.start(components);
        return application.bean(type);
    }

    private WatchedEntryStore store() {
        return Objects.requireNonNull(application).store();
    }

    interface Repository {
        String find(String id);

        String findElsewhere(String id);

        String store(String id);

        void delete(String id);
    }

    @DynamoCacheConfig("users")
    static class Users implements Repository {
        @Override
        @DynamoCached
        public String find(String id) {
            return "found";
        }

        @Override
        @DynamoCached("elsewhere")
        public String findElsewhere(String id) {
            return id;
        }

        @Override
        @DynamoPut
        public String store(String id) {
            return "stored";
        }

        @Override
        @DynamoEvict
        @DynamoEvict("elsewhere")
        public void delete(String id) {}
    }

    @ParameterizedTest
    @EnumSource
    void cacheOfTheClassIsThatOfTheMethodsWithoutOne(Proxied proxied) {
        Repository users = start(proxied, Repository.class, Users.class);
        users.store("1");
        assertThat(users.find("1")).isEqualTo("stored");
        users.findElsewhere("1");
        users.delete("1");
        assertThat(store().reads()).containsExactly("users/1/java.lang.String", "elsewhere/1/java.lang.String");
        assertThat(store().evictions()).containsExactlyInAnyOrder("users/1", "elsewhere/1");
    }

    @DynamoCacheConfig(cache = "lasting", ttl = "10s", staleWhileRevalidate = "0s")
    static class Lasting implements Repository {

        private int calls;

        @Override
        @DynamoCached
        public String find(String id) {
            return "call " + ++calls;
        }

        @Override
        @DynamoCached("elsewhere")
        public String findElsewhere(String id) {
            return "call " + ++calls;
        }

        @Override
        @DynamoPut(cache = "lasting")
        public String store(String id) {
            return "stored";
        }

        @Override
        public void delete(String id) {}
    }

    @ParameterizedTest
    @EnumSource
    void lifetimeOfTheClassIsThatOfItsCacheAndOfNoOther(Proxied proxied) {
        Repository lasting = start(proxied, Repository.class, Lasting.class);
        lasting.find("1");
        lasting.findElsewhere("1");
        lasting.store("2");
        store().server().advance(Duration.ofSeconds(12));
        assertThat(lasting.find("1")).isEqualTo("call 3");
        assertThat(lasting.findElsewhere("1")).isEqualTo("call 2");
        assertThat(lasting.find("2")).isEqualTo("call 4");
    }

    interface Find {
        String find(String id);
    }

    abstract static class Generic implements Find {
        @Override
        @DynamoCached
        public String find(String id) {
            return getClass().getSimpleName();
        }
    }

    @DynamoCacheConfig("birds")
    static class Birds extends Generic {}

    @DynamoCacheConfig("fish")
    static class Fish extends Generic {}

    @ParameterizedTest
    @EnumSource
    void eachSubclassNamesTheCacheOfAnInheritedMethod(Proxied proxied) {
        application = proxied.start(Birds.class, Fish.class);
        application.context().getBeansOfType(Find.class).values().forEach(bean -> bean.find("1"));
        assertThat(store().reads()).containsExactlyInAnyOrder("birds/1/java.lang.String", "fish/1/java.lang.String");
    }

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCacheConfig
    @interface Caching {

        @AliasFor(annotation = DynamoCacheConfig.class, attribute = "cache")
        String in();
    }

    @Caching(in = "${cache.of.interface:meta}")
    interface MetaFind {
        @DynamoCached
        String find(String id);
    }

    static class ByInterface implements MetaFind {
        @Override
        public String find(String id) {
            return id;
        }
    }

    @DynamoCacheConfig("own")
    static class ByClass implements MetaFind {
        @Override
        public String find(String id) {
            return id;
        }
    }

    static class ByInterfaceOfBean extends Generic implements Marked {}

    @DynamoCacheConfig("marked")
    interface Marked {}

    @ParameterizedTest
    @EnumSource
    void classCountsBeforeTheInterfaceOfTheMethodAndThatBeforeOtherInterfaces(Proxied proxied) {
        application = proxied.start(ByInterface.class, ByClass.class, ByInterfaceOfBean.class);
        application.context().getBeansOfType(MetaFind.class).values().forEach(bean -> bean.find("1"));
        application.context().getBeansOfType(Find.class).values().forEach(bean -> bean.find("1"));
        assertThat(store().reads())
                .containsExactlyInAnyOrder(
                        "meta/1/java.lang.String", "own/1/java.lang.String", "marked/1/java.lang.String");
    }

    @DynamoCacheConfig("remarked")
    interface Remarked {}

    static class MarkedTwice extends Generic implements Marked, Remarked {}

    @ParameterizedTest
    @EnumSource
    void interfacesThatNameDifferentCachesAreRefused(Proxied proxied) {
        assertThat(proxied.problemsOf(MarkedTwice.class))
                .containsExactly(
                        "@DynamoCached on ClassDefaultsTests.MarkedTwice.find(String): it names no cache, and the"
                                + " interfaces ClassDefaultsTests.Marked and ClassDefaultsTests.Remarked have different"
                                + " @DynamoCacheConfig. Set cache, or annotate the class with @DynamoCacheConfig.");
    }

    @DynamoCacheConfig(ttl = "${no.such.ttl}", staleWhileRevalidate = "10x")
    static class Wrong extends Generic {}

    @ParameterizedTest
    @EnumSource
    void mistakesAreNamedWhereTheyAreWritten(Proxied proxied) {
        assertThat(proxied.problemsOf(Wrong.class))
                .containsExactlyInAnyOrder(
                        "@DynamoCacheConfig on ClassDefaultsTests.Wrong: it names no cache. Set cache.",
                        "@DynamoCacheConfig on ClassDefaultsTests.Wrong: ttl \"${no.such.ttl}\" has a placeholder without a"
                                + " value. Set the property, or write a default, for example \"${name:default}\".",
                        "@DynamoCacheConfig on ClassDefaultsTests.Wrong: staleWhileRevalidate \"10x\" is not a duration."
                                + " Use \"10m\" or ISO-8601 such as \"PT10M\".");
    }

    @DynamoCacheConfig("idle")
    static class Idle implements Find {
        @Override
        public String find(String id) {
            return id;
        }
    }

    @Test
    void defaultsOfNothingAreRefused() {
        assertThat(Proxied.BY_SUBCLASS.problemsOf(Idle.class))
                .containsExactly(
                        "@DynamoCacheConfig on ClassDefaultsTests.Idle: no method of the class has @DynamoCached,"
                                + " @DynamoEvict or @DynamoPut, so it has no effect. Annotate the methods, or remove it.");
    }

    static class WithoutDefaults extends Generic {}

    @ParameterizedTest
    @EnumSource
    void methodWithoutACacheIsToldOfBothWaysToNameOne(Proxied proxied) {
        assertThat(proxied.problemsOf(WithoutDefaults.class))
                .containsExactly(
                        "@DynamoCached on ClassDefaultsTests.WithoutDefaults.find(String): it names no cache. Set"
                                + " cache, or annotate the class with @DynamoCacheConfig.");
    }
}
