package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.load.LoadCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.annotation.PersistenceExceptionTranslationPostProcessor;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** What the start says first, and once. */
class StartMessageTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(DynamoCachingAdvisor.class.getName());

    private static String problemOf(Class<?>... components) {
        Throwable failure =
                catchThrowable(() -> CachingTestApplication.start(components).close());
        assertThat(failure).isNotNull();
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    @Configuration(proxyBeanMethods = false)
    static class Translation {

        @Bean
        static PersistenceExceptionTranslator translator() {
            return exception -> null;
        }

        @Bean
        static PersistenceExceptionTranslationPostProcessor translation() {
            PersistenceExceptionTranslationPostProcessor translation =
                    new PersistenceExceptionTranslationPostProcessor();
            translation.setProxyTargetClass(true);
            return translation;
        }
    }

    @Repository
    static final class FinalRepository {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }
    }

    static class OddRepository {
        @DynamoCached(cache = "b", ttl = "10x")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void finalRepositoryIsRefusedWithAllElseBeforeSpringFailsToMakeItsProxy() {
        assertThat(problemOf(Translation.class, FinalRepository.class, OddRepository.class))
                .isEqualTo("""
                        MisuseException: @DynamoCached on StartMessageTests.FinalRepository.find(String): the \
                        class is final, so Spring cannot create a proxy of it. Make the class non-final, or \
                        declare the method in an interface and set spring.aop.proxy-target-class to false.
                        @DynamoCached on StartMessageTests.OddRepository.find(String): ttl "10x" is not a \
                        duration. Use "10m" or ISO-8601 such as "PT10M".""");
    }

    @DynamoDbBean
    public static class WithoutKey {

        private @Nullable String name;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }
    }

    record Named(String name) {}

    static class WithoutKeyRepository {
        @DynamoCached("a")
        public @Nullable WithoutKey find(String id) {
            return null;
        }

        @DynamoCached(cache = "a", fields = "name")
        public @Nullable Named findName(String id) {
            return null;
        }

        @DynamoPut(cache = "a", key = "#id")
        public @Nullable WithoutKey update(String id) {
            return null;
        }

        @DynamoEvict("a")
        public void save(WithoutKey entity) {}

        @DynamoEvict("a")
        public void delete(WithoutKey entity) {}
    }

    @Test
    void missingPartitionKeyIsOneMistake() {
        assertThat(problemOf(EntityPorts.class, WithoutKeyRepository.class))
                .isEqualTo(
                        "MisuseException: " + WithoutKey.class.getName() + " has no partition key. Annotate one of its"
                                + " attributes with @DynamoDbPartitionKey, or name the key in the annotation.");
    }

    static class Off {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("a")
        public void save(String id) {}
    }

    @Test
    void cachesThatAreSwitchedOffAreSaidToBeOff() {
        try (CachingTestApplication application =
                CachingTestApplication.startPlain(DynamoCachingAdvisorTests.ReadsOff.class, Off.class)) {
            assertThat(application.bean(Off.class).find("1")).isEqualTo("1");
            assertThat(log.lines())
                    .containsExactly(
                            "INFO Caching is off (dynamocached.enabled=false): every annotated method is called."
                                    + " Evictions are still sent, because other nodes may have cached the"
                                    + " data.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LostInterceptor {

        @Bean
        LoadCheck lost() {
            return () -> Optional.of("the interceptor is lost. Find it.");
        }
    }

    @Test
    void strictLoadsAreNotClaimedWhereNothingMakesThemConsistent() {
        try (CachingTestApplication application = CachingTestApplication.start(LostInterceptor.class, Off.class)) {
            assertThat(application.bean(Off.class).find("1")).isEqualTo("1");
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Loads may return outdated items: the interceptor is lost. Find it.",
                            "INFO Cache 'a' is strict (a method evicts from it): nothing makes its loads consistent,"
                                    + " see the warning above.");
        }
    }
}
