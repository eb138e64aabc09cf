package io.github.dynamocached.example.local;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The packaged jar holds no servers: DynamoDB Local's licence forbids to pass it on. */
@Configuration(proxyBeanMethods = false)
@Profile("!aws")
@ConditionalOnMissingClass("io.github.dynamocached.servers.RedisServer")
class LocalServersMissing {

    LocalServersMissing() {
        throw new IllegalStateException("This jar holds no Redis and no DynamoDB. Start it with"
                + " --spring.profiles.active=aws to use yours, or start the example from its sources:"
                + " ./mvnw -pl example-app -am spring-boot:run");
    }
}
