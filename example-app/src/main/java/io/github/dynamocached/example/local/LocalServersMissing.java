package io.github.dynamocached.example.local;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Stops the packaged jar, which contains no servers. The licence of DynamoDB Local forbids redistribution. */
@Configuration(proxyBeanMethods = false)
@Profile("!aws")
@ConditionalOnMissingClass("io.github.dynamocached.servers.RedisServer")
class LocalServersMissing {

    LocalServersMissing() {
        throw new IllegalStateException("This jar contains no Redis and no DynamoDB. Start it with"
                + " --spring.profiles.active=aws to use your own, or start the example from its sources:"
                + " ./mvnw -pl example-app -am spring-boot:run");
    }
}
