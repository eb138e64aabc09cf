package io.github.dynamocached.aop;

import static io.github.dynamocached.aop.MisuseTests.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** Two beans of one class, each over a table of its own. */
class TwinBeansTests {

    static class Users {

        private final String region;

        Users() {
            this("");
        }

        Users(String region) {
            this.region = region;
        }

        public String region() {
            return region;
        }

        @DynamoCached("users")
        public String find(String id) {
            return region + id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twins {

        @Bean
        Users us() {
            return new Users("us");
        }

        @Bean
        @Lazy
        Users eu() {
            return new Users("eu");
        }
    }

    @Test
    void theyAreRefusedByName() {
        assertThat(problemOf(Twins.class))
                .isEqualTo("@DynamoCached on TwinBeansTests.Users.find(String): the beans 'eu', 'us' share this method"
                        + " and the cache 'users', so one bean would return what another has loaded."
                        + " Add to the key what tells the beans apart, for example"
                        + " \"{#root.target.region, #id}\". If they read the same items, set shared ="
                        + " true.");
    }

    static class UsersOfAsia extends Users {
        UsersOfAsia() {
            super("asia");
        }
    }

    static class Inheriting {

        @Bean
        Users us() {
            return new Users("us");
        }

        @Bean
        UsersOfAsia asia() {
            return new UsersOfAsia();
        }
    }

    @Test
    void classesThatInheritTheMethodAreRefusedAsWell() {
        assertThat(problemOf(Inheriting.class)).contains("the beans 'asia', 'us' share this method");
    }

    static class TellingApart extends Users {

        TellingApart() {}

        TellingApart(String region) {
            super(region);
        }

        @Override
        @DynamoCached(cache = "users", key = "{#root.target.region(), #id}")
        public String find(String id) {
            return super.find(id);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwinsApart {

        @Bean
        TellingApart us() {
            return new TellingApart("us");
        }

        @Bean
        TellingApart eu() {
            return new TellingApart("eu");
        }
    }

    @Test
    void eachReadsItsOwnWhereTheKeyTellsThemApart() {
        try (CachingTestApplication application = CachingTestApplication.start(TwinsApart.class)) {
            TellingApart us = application.context().getBean("us", TellingApart.class);
            TellingApart eu = application.context().getBean("eu", TellingApart.class);
            assertThat(us.find("1")).isEqualTo("us1");
            assertThat(eu.find("1")).isEqualTo("eu1");
            assertThat(us.find("1")).isEqualTo("us1");
        }
    }

    static class Sharing {
        @DynamoCached(cache = "users", shared = true)
        public String find(String id) {
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SharingTwins {

        @Bean
        Sharing one() {
            return new Sharing();
        }

        @Bean
        Sharing two() {
            return new Sharing();
        }
    }

    @Test
    void theyAreTakenWhereTheyAreMeantToShare() {
        CachingTestApplication.start(SharingTwins.class).close();
    }

    static class UserCache {

        UserCache(DynamoCaches caches) {
            caches.cache("users").of(String.class);
        }
    }

    static class DeletesWithAReason {

        @DynamoCached("users")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("users")
        public void delete(String id, String why) {}
    }

    @Test
    void methodsAreComparedAlsoWhereCodeUsesTheirCache() {
        assertThat(problemOf(Both.class))
                .isEqualTo("@DynamoEvict on TwinBeansTests.DeletesWithAReason.delete(String, String): it evicts keys"
                        + " with the parts (value, value), but TwinBeansTests.DeletesWithAReason.find(String)"
                        + " reads keys with the parts (value) from the cache 'users'. Use the same key parts"
                        + " in the same order on both. If only code reads such keys, use another cache for"
                        + " them.");
    }

    @Configuration(proxyBeanMethods = false)
    @Import({UserCache.class, DeletesWithAReason.class})
    static class Both {}
}
