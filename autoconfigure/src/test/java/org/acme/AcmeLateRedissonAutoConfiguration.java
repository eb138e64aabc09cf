package org.acme;

import io.github.dynamocached.autoconfigure.DynamoCachedAutoConfiguration;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A starter that brings the client of Redis and asks for a place after ours. */
@AutoConfiguration(after = DynamoCachedAutoConfiguration.class)
public class AcmeLateRedissonAutoConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedissonClient acmeRedisson(@Value("${acme.redis}") String address) {
        return new AcmeRedissonAutoConfiguration().acmeRedisson(address);
    }
}
