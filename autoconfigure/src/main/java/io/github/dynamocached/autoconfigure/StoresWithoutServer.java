package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLeadership;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Leadership;
import io.github.dynamocached.store.LoadLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The ports of an application that keeps its entries in its own memory, or nowhere. Nothing connects to Redis then. */
final class StoresWithoutServer {

    private static final Logger log = LoggerFactory.getLogger(StoresWithoutServer.class);

    private StoresWithoutServer() {}

    static void requireRoom(int maxKeys) {
        if (maxKeys < 1) {
            throw new RefusedSettingException("", "in-memory.max-keys", maxKeys, "a number of at least 1");
        }
    }

    /** The entries are in the memory of this JVM. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnStore.InMemory.class)
    static class InMemory {

        @Bean
        @ConditionalOnMissingBean
        InMemoryServer dynamoCachedInMemoryServer(ConfiguredSettings settings, DynamoCachedProperties properties) {
            log.info(
                    "Entries are kept in the memory of this JVM (dynamocached.store: in-memory). Other nodes do not see"
                            + " evictions; use redis for more than one node.");
            return new InMemoryServer(
                    System::currentTimeMillis, properties.inMemory().maxKeys());
        }

        @Bean
        @ConditionalOnMissingBean
        EntryStore dynamoCachedEntryStore(InMemoryServer server) {
            return new InMemoryEntryStore(server);
        }

        @Bean
        @ConditionalOnMissingBean
        LoadLock dynamoCachedLoadLock(InMemoryServer server) {
            return new InMemoryLoadLock(server);
        }

        @Bean
        @ConditionalOnMissingBean
        Leadership dynamoCachedLeadership() {
            return new InMemoryLeadership();
        }
    }

    /** Nothing is cached. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnStore.None.class)
    static class None {

        @Bean
        @ConditionalOnMissingBean
        EntryStore dynamoCachedEntryStore() {
            return new NoEntryStore();
        }

        @Bean
        @ConditionalOnMissingBean
        LoadLock dynamoCachedLoadLock() {
            return new NoLoadLock();
        }

        @Bean
        @ConditionalOnMissingBean
        Leadership dynamoCachedLeadership() {
            return new NoLeadership();
        }
    }
}
