package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.deferred.AsyncExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Answers reads of the tables in {@code dynamocached.client.tables} from the cache, whatever code makes them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(CachingDynamoDbClient.class)
@Conditional(ClientsConfiguration.OnTables.class)
class ClientsConfiguration {

    /** A list in YAML is not one property. */
    static final class OnTables extends OnPropertyListCondition {
        OnTables() {
            super("dynamocached.client.tables", () -> ConditionMessage.forCondition("Tables of caching clients"));
        }
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WrappedClients dynamoCachedClients(
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<ConfiguredSettings> settings,
            ObjectProvider<ReadThroughCaches> caches,
            ObjectProvider<AsyncExecutor> executor) {
        return new WrappedClients(beanFactory, settings, caches, executor);
    }
}
