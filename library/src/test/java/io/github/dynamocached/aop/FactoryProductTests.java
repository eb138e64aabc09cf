package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Beans whose class no definition tells: what factory beans make, and proxies that others made. */
class FactoryProductTests {

    private static final AtomicInteger CALLS = new AtomicInteger();

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.aop");

    public interface Declared {
        @DynamoCached("items")
        String find(String id);

        @DynamoEvict("items")
        void save(String id);
    }

    public interface Plain {
        String find(String id);

        void save(String id);
    }

    static class Annotated implements Plain {
        @Override
        @DynamoCached("items")
        public String find(String id) {
            return id + CALLS.incrementAndGet();
        }

        @Override
        @DynamoEvict("items")
        public void save(String id) {}
    }

    private static Declared proxy() {
        return (Declared) Proxy.newProxyInstance(
                Declared.class.getClassLoader(),
                new Class<?>[] {Declared.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "find" -> arguments[0] + String.valueOf(CALLS.incrementAndGet());
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "made by hand";
                    default -> null;
                });
    }

    abstract static class Products<T> implements FactoryBean<T> {

        private final Class<T> type;

        Products(Class<T> type) {
            this.type = type;
        }

        @Override
        public Class<T> getObjectType() {
            return type;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ProxyOfAFactoryBean {
        @Bean
        static FactoryBean<Declared> repository() {
            return new Products<>(Declared.class) {
                @Override
                public Declared getObject() {
                    return proxy();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ProxyBean {
        @Bean
        Declared repository() {
            return proxy();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyProxyBean {
        @Bean
        @Lazy
        Declared repository() {
            return proxy();
        }
    }

    public interface Writer<K> {
        void save(K id);
    }

    public interface Wide extends Writer<String> {
        @Override
        @DynamoEvict("items")
        void save(String id);
    }

    @Configuration(proxyBeanMethods = false)
    static class LambdaBean {
        @Bean
        Wide repository() {
            return id -> CALLS.incrementAndGet();
        }

        @Bean
        Annotated reader() {
            return new Annotated();
        }
    }

    @Test
    void lambdaOfAnAnnotatedInterfaceEvictsAlsoWhereASuperInterfaceIsCalled() {
        try (CachingTestApplication application = CachingTestApplication.start(LambdaBean.class)) {
            Writer<String> repository = application.bean(Wide.class);
            repository.save("1");

            assertThat(application.store().evictions()).containsExactly("items/1");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WideProxyBean {
        @Bean
        Wide repository() {
            return (Wide) Proxy.newProxyInstance(
                    Wide.class.getClassLoader(),
                    new Class<?>[] {Comparable.class, Wide.class},
                    (proxy, method, args) -> null);
        }
    }

    @Test
    void proxyEvictsAlsoWhereASuperInterfaceIsCalled() {
        try (CachingTestApplication application = CachingTestApplication.start(WideProxyBean.class)) {
            Writer<String> repository = application.bean(Wide.class);
            repository.save("1");

            assertThat(application.store().evictions()).containsExactly("items/1");
        }
    }

    public interface Odd {
        @DynamoCached(cache = "items", ttl = "10x")
        String find(String id);
    }

    @Configuration(proxyBeanMethods = false)
    static class OddProxyBean {
        @Bean
        Odd repository() {
            return (Odd) Proxy.newProxyInstance(
                    Odd.class.getClassLoader(), new Class<?>[] {Odd.class}, (proxy, method, args) -> null);
        }
    }

    @Test
    void mistakeOfAProxyNamesItsInterface() {
        assertThatThrownBy(
                        () -> CachingTestApplication.start(OddProxyBean.class).close())
                .hasMessage("@DynamoCached on FactoryProductTests.Odd.find(String): ttl \"10x\" is not a duration. Use"
                        + " \"10m\" or ISO-8601 such as \"PT10M\".");
    }

    /** Registered by hand, so no post-processor has seen it. */
    static class Registering implements BeanFactoryPostProcessor {
        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
            RootBeanDefinition definition = new RootBeanDefinition(Declared.class);
            ((BeanDefinitionRegistry) factory).registerBeanDefinition("repository", definition);
            factory.registerSingleton("repository", proxy());
        }
    }

    @Test
    void proxyThatIsNotCachedIsTold() {
        try (CachingTestApplication application = CachingTestApplication.start(Registering.class)) {
            application.bean(Declared.class).save("1");

            assertThat(application.store().evictions()).isEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("on FactoryProductTests.Declared.")
                    .contains("bean 'repository' has no cache proxy, so its annotations have no effect.");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ProxyOfAFactoryBean.class, ProxyBean.class, LazyProxyBean.class})
    void proxyOfAnAnnotatedInterfaceIsCached(Class<?> configuration) {
        try (CachingTestApplication application = CachingTestApplication.start(configuration)) {
            Declared repository = application.bean(Declared.class);
            String first = repository.find("1");

            assertThat(repository.find("1")).isEqualTo(first);
            repository.save("1");
            assertThat(repository.find("1")).isNotEqualTo(first);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ClassOfAFactoryBean {
        @Bean
        static FactoryBean<Plain> repository() {
            return new Products<>(Plain.class) {
                @Override
                public Plain getObject() {
                    return new Annotated();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConcreteClassOfAFactoryBean {
        @Bean
        static FactoryBean<Annotated> repository() {
            return new Products<>(Annotated.class) {
                @Override
                public Annotated getObject() {
                    return new Annotated();
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ClassOfAFactoryBean.class, ConcreteClassOfAFactoryBean.class})
    void annotatedProductOfAFactoryBeanIsCached(Class<?> configuration) {
        try (CachingTestApplication application = CachingTestApplication.start(configuration)) {
            Plain repository = application.bean(Plain.class);
            String first = repository.find("1");

            assertThat(repository.find("1")).isEqualTo(first);
            repository.save("1");
            assertThat(repository.find("1")).isNotEqualTo(first);
        }
    }
}
