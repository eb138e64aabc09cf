package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.load.LoadCheck;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Applications whose clients cannot be made to read consistently, and those whose clients can. */
class LoadCheckTests extends AutoConfigurationFixture {

    static class Items {
        @DynamoCached("items")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("items")
        public void save(String id) {}
    }

    /** As the client of DAX, which is no client of the SDK. */
    static class OtherClient implements DynamoDbClient {
        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }

    @Test
    void clientWithoutTheInterceptorIsNamedInTheLog() {
        try (LogCapture log = new LogCapture()) {
            application
                    .withBean(Items.class)
                    .withBean("accelerator", OtherClient.class)
                    .run(context -> assertThat(log.of(DynamoCachingAdvisor.class))
                            .satisfiesExactly(
                                    line -> assertThat(line)
                                            .startsWith("WARN Loads may return outdated items: the DynamoDB client"
                                                    + " 'accelerator' does not run"
                                                    + " io.github.dynamocached.dynamodb.ConsistentReads."
                                                    + ""),
                                    line -> assertThat(line)
                                            .isEqualTo("INFO Cache 'items' is strict (a method evicts from it): nothing"
                                                    + " makes its loads consistent, see the warning"
                                                    + " above.")));
        }
    }

    @Test
    void interceptorOfTheClassPathIsFound() {
        try (LogCapture log = new LogCapture()) {
            application.withBean(Items.class).run(context -> {
                assertThat(context.getBean(LoadCheck.class).problem()).isEmpty();
                assertThat(log.of(DynamoCachingAdvisor.class))
                        .containsExactly(
                                "INFO Cache 'items' is strict (a method evicts from it): its loads use consistent"
                                        + " reads, which cost twice the read units.");
            });
        }
    }
}
