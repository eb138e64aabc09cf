package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.StreamListener;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisLeadership;
import io.github.dynamocached.store.Leadership;
import io.github.dynamocached.streams.StreamReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** Follows the streams of the tables in {@code dynamocached.streams.tables}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(DynamoDbStreamsAsyncClient.class)
@Conditional(StreamsConfiguration.OnTables.class)
class StreamsConfiguration {

    /** A list in YAML is not one property. */
    static final class OnTables extends OnPropertyListCondition {
        OnTables() {
            super("dynamocached.streams.tables", () -> ConditionMessage.forCondition("Tables with followed streams"));
        }
    }

    @Bean
    @ConditionalOnMissingBean
    Leadership dynamoCachedLeadership(ObjectProvider<RedisConnection> connection) {
        RedisConnection known = connection.getIfAvailable();
        return known == null ? new NoLeadership() : new RedisLeadership(known);
    }

    @Bean
    StreamClients dynamoCachedStreamClients(
            ObjectProvider<DynamoDbStreamsAsyncClient> streams,
            ObjectProvider<DynamoDbAsyncClient> asynchronous,
            ObjectProvider<DynamoDbClient> synchronous) {
        return StreamClients.of(streams.getIfUnique(), asynchronous.getIfUnique(), synchronous.getIfUnique());
    }

    @Bean(destroyMethod = "")
    StreamReader dynamoCachedStreamReader(
            DynamoCachedProperties properties,
            StreamClients clients,
            Leadership leadership,
            ConfiguredSettings settings,
            ObjectProvider<StreamListener> listeners) {
        return new StreamReader(
                properties.streams().tables(),
                clients.tables(),
                clients.streams(),
                leadership,
                listeners.orderedStream().toList(),
                settings.client());
    }

    @Bean
    StreamReaderLifecycle dynamoCachedStreamReaderLifecycle(StreamReader reader) {
        return new StreamReaderLifecycle(reader);
    }
}
