package io.github.dynamocached.test;

import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that a test may inject. */
@Configuration(proxyBeanMethods = false)
class TestSupport {

    @Bean
    static CacheFaults dynamoCachedFaults() {
        return new CacheFaults();
    }

    @Bean
    static CacheClock dynamoCachedClock(ObjectProvider<InMemoryServer> server) {
        return new CacheClock(server);
    }

    @Bean
    static BeanPostProcessor dynamoCachedFaultyStore(ObjectProvider<CacheFaults> faults) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof EntryStore store ? new FaultyEntryStore(store, faults.getObject()) : bean;
            }
        };
    }
}
