package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the developer of an application sees whose annotations cannot work. */
@ExtendWith(OutputCaptureExtension.class)
class MisuseFailureAnalyzerTests {

    static class Items {

        @DynamoCached(cache = "items", ttl = "10x")
        public String find(String id) {
            return id;
        }

        @DynamoEvict(cache = "items", key = "#idd")
        public void save(String id) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DynamoCachedAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        AopAutoConfiguration.class
    })
    static class Application {

        @Bean
        Items items() {
            return new Items();
        }
    }

    @Test
    void startStopsWithAllProblemsInOneMessage(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        Throwable failure = catchThrowable(() -> application.run("--spring.data.redis.url=redis://127.0.0.1:1"));

        assertThat(failure).isNotNull();
        assertThat(output.getOut()).contains("""
                Description:

                2 cached methods cannot work:

                    - @DynamoCached on MisuseFailureAnalyzerTests.Items.find(String): ttl "10x" is not a duration. \
                Use "10m" or ISO-8601 such as "PT10M".
                    - @DynamoEvict on MisuseFailureAnalyzerTests.Items.save(String): key "#idd" uses #idd, which is \
                not a parameter. Use #id.

                Action:

                Mend each of them as its line says.
                """);
    }
}
