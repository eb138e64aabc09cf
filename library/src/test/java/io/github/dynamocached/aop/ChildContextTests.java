package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contexts with a parent: annotated methods may be in either, and the settings are those of the parent. */
class ChildContextTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.aop");

    @Configuration(proxyBeanMethods = false)
    static class SettingsOfTheChild {
        @Bean
        CacheSettings orders() {
            return CacheSettings.named("orders").ttl(Duration.ofMinutes(7)).build();
        }
    }

    static class Users {
        @DynamoCached("users")
        public String find(String id) {
            return id;
        }
    }

    static class Orders {

        private int calls;

        @DynamoCached("orders")
        public String find(String id) {
            return id + ++calls;
        }
    }

    /** Proxies of every advisor, those of the parent included. */
    @Configuration(proxyBeanMethods = false)
    static class Proxies {
        @Bean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
        static DefaultAdvisorAutoProxyCreator proxies() {
            DefaultAdvisorAutoProxyCreator proxies = new DefaultAdvisorAutoProxyCreator();
            proxies.setProxyTargetClass(true);
            return proxies;
        }
    }

    static class WriterOfUsers {
        @DynamoEvict("users")
        public void save(String id) {}
    }

    @Test
    void childMayEvictWhatItsParentReads() {
        try (CachingTestApplication parent = CachingTestApplication.startAlone(Users.class);
                AnnotationConfigApplicationContext child =
                        childOf(parent, CachingTestApplication.ClassProxies.class, WriterOfUsers.class)) {
            child.refresh();

            child.getBean(WriterOfUsers.class).save("1");
            assertThat(parent.store().evictions()).containsExactly("users/1");
        }
    }

    private static AnnotationConfigApplicationContext childOf(CachingTestApplication parent, Class<?>... components) {
        AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
        child.setParent(parent.context());
        child.register(components);
        return child;
    }

    @Test
    void parentStartsWithSettingsForACacheOfItsChild() {
        try (CachingTestApplication parent = CachingTestApplication.start(SettingsOfTheChild.class, Users.class);
                AnnotationConfigApplicationContext child = childOf(parent, Proxies.class, Orders.class)) {
            child.refresh();

            Orders orders = child.getBean(Orders.class);
            assertThat(orders.find("1")).isEqualTo(orders.find("1"));
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .containsExactly("WARN CacheSettings bean 'orders': no annotation uses the cache 'orders', so"
                            + " this has no effect unless a child context uses it. Use the cache in an"
                            + " annotation, or remove the declaration.");
        }
    }

    static class FinalMethod {
        @DynamoCached("orders")
        public final String find(String id) {
            return id;
        }

        @DynamoEvict("orders")
        public void save(String tenant, String id) {}
    }

    @Test
    void mistakesInAChildStopItsStart() {
        try (CachingTestApplication parent = CachingTestApplication.start(Users.class);
                AnnotationConfigApplicationContext child = childOf(parent, Proxies.class, FinalMethod.class)) {
            assertThatThrownBy(child::refresh)
                    .isInstanceOfSatisfying(
                            MisuseException.class,
                            refused -> assertThat(refused.problems())
                                    .hasSize(3)
                                    .contains("@DynamoCached on ChildContextTests.FinalMethod.find(String): the method"
                                            + " is final, so a proxy cannot intercept it. Remove"
                                            + " 'final'."));
            assertThat(parent.bean(Users.class).find("1")).isEqualTo("1");
        }
    }

    @Test
    void childWithoutProxiesIsToldWhatItNeeds() {
        try (CachingTestApplication parent = CachingTestApplication.start(Users.class);
                AnnotationConfigApplicationContext child = childOf(parent, Orders.class)) {
            child.refresh();

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .containsExactly("WARN @DynamoCached on ChildContextTests.Orders.find(String): bean"
                            + " 'childContextTests.Orders' has no cache proxy, so its annotations have no"
                            + " effect. Its application context creates no proxies. Add @EnableDynamoCaching"
                            + " or the auto-configuration to that context.");
        }
    }

    @Test
    void thatAdviceWorks() {
        try (CachingTestApplication parent = CachingTestApplication.start(Users.class);
                AnnotationConfigApplicationContext child =
                        childOf(parent, CachingTestApplication.ClassProxies.class, Orders.class)) {
            child.refresh();

            Orders orders = child.getBean(Orders.class);
            assertThat(orders.find("1")).isEqualTo(orders.find("1"));
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void childWithoutAnnotationsIsLeftAlone() {
        try (CachingTestApplication parent = CachingTestApplication.start(Users.class);
                AnnotationConfigApplicationContext child = childOf(parent, Proxies.class)) {
            child.refresh();

            assertThat(child.isActive()).isTrue();
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }
}
