package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.store.LoadLock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** How the advisor lives with the rest of an application. */
class DynamoCachingAdvisorTests {

    static class Repository {

        private final Backend backend;

        Repository(Backend backend) {
            this.backend = backend;
        }

        @DynamoCached(cache = "items", key = "#id")
        public String find(String id) {
            return backend.answer();
        }

        @DynamoEvict("items")
        public void save(String id) {}
    }

    static class Failing {

        private final Backend backend;

        Failing(Backend backend) {
            this.backend = backend;
        }

        @Retryable(maxRetries = 2, delay = 1)
        @DynamoCached("failing")
        public String find(String id) {
            backend.answer();
            if (backend.calls() < 3) {
                throw new IllegalStateException("not yet");
            }
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableResilientMethods
    static class Retries {}

    @Test
    void retryIsOutside() {
        try (CachingTestApplication application =
                CachingTestApplication.start(Retries.class, Backend.class, Failing.class)) {
            assertThat(application.bean(Failing.class).find("1")).isEqualTo("1");
            assertThat(application.bean(Backend.class).calls()).isEqualTo(3);
            assertThat(application.store().reads()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SecurityLikeAdvice {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor security() {
            NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
            pointcut.addMethodName("find");
            DefaultPointcutAdvisor advisor =
                    new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) invocation -> invocation.proceed());
            advisor.setOrder(600);
            return advisor;
        }
    }

    @Test
    void adviceOfTheOrderOfMethodSecurityIsOutside() {
        try (CachingTestApplication application =
                CachingTestApplication.start(SecurityLikeAdvice.class, Backend.class, Repository.class)) {
            Advised proxy = (Advised) application.bean(Repository.class);
            assertThat(proxy.getAdvisors())
                    .extracting(Advisor::getClass)
                    .containsSubsequence(List.of(DefaultPointcutAdvisor.class, DynamoCachingAdvisor.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(order = 17)
    static class WithOrder {}

    @Test
    void orderIsThatOfTheAnnotation() {
        try (CachingTestApplication application = CachingTestApplication.startPlain(WithOrder.class)) {
            assertThat(application.bean(DynamoCachingAdvisor.class).getOrder()).isEqualTo(17);
        }
        try (CachingTestApplication application = CachingTestApplication.start()) {
            assertThat(application.bean(DynamoCachingAdvisor.class).getOrder()).isEqualTo(Integer.MAX_VALUE - 1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReadsOff {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultAdvisorAutoProxyCreator proxies() {
            DefaultAdvisorAutoProxyCreator proxies = new DefaultAdvisorAutoProxyCreator();
            proxies.setProxyTargetClass(true);
            return proxies;
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DynamoCachingAdvisor advisor(ConfigurableListableBeanFactory beanFactory) {
            return new DynamoCachingAdvisor(beanFactory, DynamoCachingAdvisor.DEFAULT_ORDER, false);
        }

        @Bean
        static ReadThroughCaches caches(WatchedEntryStore store, LoadLock lock) {
            return CachingTestApplication.caches(store, lock);
        }
    }

    @Test
    void withReadsOffEveryMethodIsCalledAndEvictionsGoOut() {
        try (CachingTestApplication application =
                CachingTestApplication.startPlain(ReadsOff.class, Backend.class, Repository.class)) {
            Repository repository = application.bean(Repository.class);
            repository.find("1");
            repository.find("1");
            repository.save("1");
            assertThat(application.bean(Backend.class).calls()).isEqualTo(2);
            assertThat(application.store().reads()).isEmpty();
            assertThat(application.store().evictions()).containsExactly("items/1");
        }
    }

    static class LastProcessor implements BeanPostProcessor {

        private final Set<String> processed = new TreeSet<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            processed.add(beanName);
            return bean;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Processors {

        @Bean
        static LastProcessor lastProcessor() {
            return new LastProcessor();
        }
    }

    @Test
    void noBeanIsCreatedBeforeAllProcessorsAreThere() {
        try (CachingTestApplication application =
                CachingTestApplication.start(Processors.class, Backend.class, Repository.class)) {
            assertThat(application.bean(LastProcessor.class).processed)
                    .contains("entryStore", "loadLock", "valueCodecs", "entityKeys", "dynamoReadThroughCaches")
                    .contains("dynamoCachingAdvisorTests.Repository");
        }
    }

    @Test
    void cachesForCodeAreFoundByTheNameOfTheirType() {
        try (CachingTestApplication application = CachingTestApplication.start(Backend.class, Repository.class)) {
            assertThat(application.context().getBean("dynamoCaches")).isInstanceOf(DynamoCaches.class);
            assertThat(application.context().getBean("dynamoReadThroughCaches")).isInstanceOf(ReadThroughCaches.class);
        }
    }
}
