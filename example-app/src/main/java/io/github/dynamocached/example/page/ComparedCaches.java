package io.github.dynamocached.example.page;

import io.github.dynamocached.example.dynamodb.DynamoDbClientCustomizer;
import io.github.dynamocached.example.users.User;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** What the experiments need beside the application: Spring's cache on Redis, and a probe in the client of DynamoDB. */
@Configuration(proxyBeanMethods = false)
@OnlyWithPage
@EnableCaching
class ComparedCaches {

    @Bean
    CacheManager cacheManager(RedisConnectionFactory redis) {
        return RedisCacheManager.builder(redis)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(NaiveUsers.TTL)
                        .serializeValuesWith(
                                SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(User.class))))
                .build();
    }

    @Bean
    DynamoDbClientCustomizer readProbe() {
        return builder -> builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new ReadProbe.Interceptor())
                .build());
    }
}
