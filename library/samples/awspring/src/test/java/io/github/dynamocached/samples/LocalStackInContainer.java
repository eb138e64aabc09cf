package io.github.dynamocached.samples;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The example of the page about Spring Cloud AWS. It is compiled and not run. */
class LocalStackInContainer {

    @TestConfiguration(proxyBeanMethods = false)
    static class LocalServices {

        @Bean
        @ServiceConnection
        LocalStackContainer localStack() {
            return new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.4.0"))
                    .withServices("dynamodb");
        }
    }
}
