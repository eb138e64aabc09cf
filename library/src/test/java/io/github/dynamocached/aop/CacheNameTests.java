package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.expression.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/** Names of caches that meet nobody, and those that only seem so. */
class CacheNameTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(CacheUses.class.getName());

    static class Reader {
        @DynamoCached("users")
        public String find(String id) {
            return id;
        }
    }

    static class Writer {
        @DynamoEvict("users")
        public void save(String id) {}
    }

    static class MisspellingWriter {
        @DynamoEvict("user")
        public void save(String id) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class SettingsOfUsers {
        @Bean
        CacheSettings ofUsers() {
            return CacheSettings.named("users").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SettingsOfOrders {
        @Bean
        CacheSettings ofOrders() {
            return CacheSettings.named("orders").build();
        }
    }

    private static String problemOf(Class<?>... components) {
        try (CachingTestApplication application = CachingTestApplication.startAlone(components)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void cacheThatIsEvictedIsReadBySomeMethod() {
        assertThat(problemOf(Writer.class))
                .isEqualTo("@DynamoEvict on CacheNameTests.Writer.save(String): no method reads the cache 'users'."
                        + " Use a cache that a @DynamoCached method reads, or set read-elsewhere to true if"
                        + " only other applications read the cache.");
        assertThat(problemOf(Reader.class, MisspellingWriter.class))
                .isEqualTo("@DynamoEvict on CacheNameTests.MisspellingWriter.save(String): no method reads the cache"
                        + " 'user'. Use 'users', or set read-elsewhere to true if only other applications"
                        + " read the cache.");
    }

    @Test
    void cacheThatOtherApplicationsReadMayBeEvicted() {
        assertThatCode(() -> CachingTestApplication.start(Writer.class).close()).doesNotThrowAnyException();
    }

    @Test
    void configuredCacheThatNobodyNamesIsWarnedOfAsAChildContextMayHaveIt() {
        CachingTestApplication.start(Reader.class, SettingsOfOrders.class).close();

        assertThat(log.lines())
                .containsExactly(
                        "WARN CacheSettings bean 'ofOrders': no annotation uses the cache 'orders', so this has no"
                                + " effect unless a child context uses it. Use the cache in an annotation, or"
                                + " remove the declaration.");
    }

    static class ReaderOfOrder {
        @DynamoCached("order")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void configuredCacheWhoseNameIsNearToAnotherIsRefused() {
        assertThat(problemOf(
                        ReaderOfOrder.class, MisspellingWriter.class, SettingsOfUsers.class, SettingsOfOrders.class))
                .isEqualTo("""
                        @DynamoEvict on CacheNameTests.MisspellingWriter.save(String): no method reads the cache \
                        'user'. Use a cache that a @DynamoCached method reads, or set read-elsewhere to true if \
                        only other applications read the cache.
                        CacheSettings bean 'ofOrders': no annotation uses the cache 'orders'. Use the name \
                        'order', or remove the declaration.
                        CacheSettings bean 'ofUsers': no annotation uses the cache 'users'. Use the name 'user', \
                        or remove the declaration.""");
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoSettings {
        @Bean
        CacheSettings one() {
            return CacheSettings.named("users").build();
        }

        @Bean
        CacheSettings two() {
            return CacheSettings.named("users").build();
        }
    }

    @Test
    void cacheHasOneBeanOfSettings() {
        assertThat(problemOf(Reader.class, TwoSettings.class))
                .isEqualTo("CacheSettings bean 'two': the CacheSettings bean 'one' has settings of the cache 'users'"
                        + " too. Keep one of the two.");
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyReaders {
        @Bean
        @Lazy
        Reader reader() {
            throw new IllegalStateException("created");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrototypeReaders {
        @Bean
        @Scope(BeanDefinition.SCOPE_PROTOTYPE)
        Reader reader() {
            throw new IllegalStateException("created");
        }
    }

    interface AnnotatedReader {
        @DynamoCached("users")
        String find(String id);
    }

    static class ReaderFactory implements FactoryBean<AnnotatedReader> {

        @Override
        public AnnotatedReader getObject() {
            throw new IllegalStateException("created");
        }

        @Override
        public Class<?> getObjectType() {
            return AnnotatedReader.class;
        }
    }

    static class ReaderFactoryOfClass implements FactoryBean<Reader> {

        @Override
        public Reader getObject() {
            throw new IllegalStateException("created");
        }

        @Override
        public Class<?> getObjectType() {
            return Reader.class;
        }
    }

    interface PlainReader {
        String find(String id);
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenReaders {
        @Bean
        @Lazy
        PlainReader reader() {
            throw new IllegalStateException("created");
        }
    }

    static class ReaderInCode {
        ReaderInCode(ReadThroughCaches caches) {
            assertThat(caches.cache("users").settings().name()).isEqualTo("users");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Reader.class,
                LazyReaders.class,
                PrototypeReaders.class,
                ReaderFactory.class,
                ReaderFactoryOfClass.class,
                HiddenReaders.class,
                ReaderInCode.class
            })
    void readerMayNotBeCreatedYetOrBeCode(Class<?> reader) {
        assertThatCode(() -> CachingTestApplication.startAlone(Writer.class, SettingsOfUsers.class, reader)
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void hiddenReaderDoesNotHideOtherProblems() {
        assertThatThrownBy(() -> CachingTestApplication.startAlone(
                                Writer.class, HiddenReaders.class, MisuseTests.LivesOddly.class)
                        .close())
                .isInstanceOfSatisfying(
                        MisuseException.class,
                        refused -> assertThat(refused.problems()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "user,users",
                "Users,users",
                "user-cards,userCards",
                "usres,users",
                "oders,orders",
                "order-line,-",
                "a,-",
                "u,-",
                "users,-"
            })
    void nearestNameDiffersByFewLetters(String written, @Nullable String meant) {
        assertThat(NearestName.to(written, List.of("users", "userCards", "orders"))
                        .orElse(null))
                .isEqualTo(meant);
    }
}
