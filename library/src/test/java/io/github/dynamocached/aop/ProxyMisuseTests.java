package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.entities.PackagePrivateReads;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** Annotated methods that no proxy stands before, or behind the wrong advice. */
class ProxyMisuseTests {

    private static String problemOf(Class<?>... components) {
        try (CachingTestApplication application = CachingTestApplication.start(components)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException | BeanCreationException refused) {
            return String.valueOf(
                    NestedExceptionUtils.getMostSpecificCause(refused).getMessage());
        }
    }

    private static String problemOfPlain(Class<?>... components) {
        try (CachingTestApplication application = CachingTestApplication.startPlain(components)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    static final class FinalRepository {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }
    }

    static class HidingRepository {
        @DynamoCached("a")
        private String find(String id) {
            return id;
        }

        @DynamoEvict("a")
        static void save(String id) {}

        public String callAll(String id) {
            save(id);
            return find(id);
        }
    }

    static class FinalMethodRepository {
        @DynamoCached("a")
        public final String find(String id) {
            return id;
        }
    }

    static class SubclassElsewhere extends PackagePrivateReads {}

    @Test
    void methodThatNoSubclassCanOverrideIsRefused() {
        assertThat(problemOf(FinalRepository.class))
                .isEqualTo("@DynamoCached on ProxyMisuseTests.FinalRepository.find(String): the class is final, so"
                        + " Spring cannot create a proxy of it. Make the class non-final, or declare"
                        + " the method in an interface and set spring.aop.proxy-target-class to false.");
        assertThat(problemOf(HidingRepository.class)).isEqualTo("""
                        @DynamoCached on ProxyMisuseTests.HidingRepository.find(String): the method is private, so \
                        a proxy cannot intercept it. Make it a public method of the bean.
                        @DynamoEvict on ProxyMisuseTests.HidingRepository.save(String): the method is static, so a \
                        proxy cannot intercept it. Make it a public method of the bean.""");
        assertThat(problemOf(FinalMethodRepository.class))
                .isEqualTo("@DynamoCached on ProxyMisuseTests.FinalMethodRepository.find(String): the method is final,"
                        + " so a proxy cannot intercept it. Remove 'final'.");
        assertThat(problemOf(SubclassElsewhere.class))
                .isEqualTo("@DynamoCached on ProxyMisuseTests.SubclassElsewhere.find(String): the method is"
                        + " package-private in io.github.dynamocached.entities.PackagePrivateReads,"
                        + " so a proxy in another package cannot intercept it. Make it public or"
                        + " protected.");
    }

    interface Finder<K> {
        String find(K id);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching
    static class InterfaceProxies {}

    static final class FinalFinder implements Finder<String> {
        @Override
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }
    }

    static class WideFinder implements Finder<String> {
        @Override
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("a")
        public void save(String id) {}
    }

    @Test
    void methodThatNoInterfaceDeclaresIsRefusedWhereInterfacesAreProxied() {
        assertThat(problemOfPlain(InterfaceProxies.class, WideFinder.class))
                .isEqualTo("@DynamoEvict on ProxyMisuseTests.WideFinder.save(String): the bean is proxied by its"
                        + " interfaces, and none of them declares the method. Declare it in one of"
                        + " them, or set spring.aop.proxy-target-class to true.");
    }

    static class PackagePrivateRepository {
        @DynamoCached("a")
        String find(String id) {
            return id;
        }
    }

    @Test
    void whatAProxyCanDoIsNotRefused() {
        assertThat(problemOfPlain(InterfaceProxies.class, FinalFinder.class)).endsWith("started");
        assertThat(problemOf(PackagePrivateRepository.class)).endsWith("started");
    }

    static class SecuredRepository {
        @PreAuthorize("hasRole('ADMIN')")
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }

        @PreAuthorize("hasRole('ADMIN')")
        @DynamoEvict("a")
        public void save(String id) {}

        @DynamoCached("a")
        public String findForAll(String id) {
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    @EnableDynamoCaching(order = 0)
    static class SecurityInside {}

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    @EnableDynamoCaching(proxyTargetClass = true)
    static class SecurityOutside {}

    private static final String INSIDE =
            "@DynamoCached on ProxyMisuseTests.SecuredRepository.find(String): security advice runs inside the cache"
                    + " advice, so a cache hit would skip the security check. Set dynamocached.order, or"
                    + " order of @EnableDynamoCaching, to a value greater than 200.";

    @Test
    void securityAdviceInsideOursIsRefused() {
        assertThat(problemOfPlain(SecurityInside.class, SecuredRepository.class))
                .isEqualTo(INSIDE);
        assertThat(problemOfPlain(SecurityOutside.class, SecuredRepository.class))
                .endsWith("started");
    }

    @Configuration(proxyBeanMethods = false)
    static class LazilySecured {
        @Bean
        @Lazy
        SecuredRepository repository() {
            return new SecuredRepository();
        }
    }

    @Test
    void securityAdviceInsideOursIsRefusedAtTheFirstCallOfALazyBean() {
        try (CachingTestApplication application =
                CachingTestApplication.startPlain(SecurityInside.class, LazilySecured.class)) {
            SecuredRepository repository = application.bean(SecuredRepository.class);
            assertThatThrownBy(() -> repository.find("secret"))
                    .isInstanceOf(MisuseException.class)
                    .hasMessage(INSIDE);
        }
    }

    static class Fenced {
        @DynamoCached("fenced")
        public String find(String id) {
            return id;
        }

        @DynamoEvict(cache = "fenced", key = "#result")
        public String save() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FencedSettings {
        @Bean
        CacheSettings fenced() {
            return CacheSettings.named("fenced").consistency(Consistency.FENCED).build();
        }
    }

    @Test
    void fencedCacheNeedsItsKeyBeforeTheCall() {
        assertThat(problemOf(Fenced.class, FencedSettings.class))
                .isEqualTo("@DynamoEvict on ProxyMisuseTests.Fenced.save(): key \"#result\" uses #result, but the cache"
                        + " 'fenced' is fenced, and a fence opens before the method is called. Build the key from"
                        + " parameters, or set another consistency.");
    }
}
