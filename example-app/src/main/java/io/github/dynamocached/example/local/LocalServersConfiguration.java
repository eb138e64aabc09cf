package io.github.dynamocached.example.local;

import io.github.dynamocached.example.dynamodb.DynamoDbClientCustomizer;
import io.github.dynamocached.example.page.OnlyWithPage;
import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Starts both servers on free ports, in every profile but {@code aws}. They end with the application's JVM, for whatever reason
 * it ends.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!aws")
@ConditionalOnClass(RedisServer.class)
class LocalServersConfiguration {

    @Bean
    RedisServer redisServer() {
        return RedisServer.start();
    }

    /** Replaces the properties {@code spring.data.redis.*}, as the connection details of a container do. */
    @Bean
    DataRedisConnectionDetails redisConnectionDetails(RedisServer redis) {
        return new DataRedisConnectionDetails() {
            @Override
            public Standalone getStandalone() {
                return Standalone.of("127.0.0.1", redis.port());
            }
        };
    }

    @Bean
    @OnlyWithPage
    LocalRedis localRedis(RedisServer redis) {
        return new SignalledRedis(redis);
    }

    @Bean
    DynamoDbServer dynamoDbServer() {
        return DynamoDbServer.start();
    }

    /** DynamoDB Local accepts any region and any credentials. */
    @Bean
    DynamoDbClientCustomizer localEndpoint(DynamoDbServer dynamoDb) {
        return builder -> builder.endpointOverride(dynamoDb.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
