package org.acme;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The starter of a company: it brings the client of Redis, and the name of its package comes after that of ours. */
@AutoConfiguration
public class AcmeRedissonAutoConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedissonClient acmeRedisson(@Value("${acme.redis}") String address) {
        Config config = new Config();
        config.useSingleServer().setAddress(address);
        config.setLazyInitialization(true);
        return Redisson.create(config);
    }
}
