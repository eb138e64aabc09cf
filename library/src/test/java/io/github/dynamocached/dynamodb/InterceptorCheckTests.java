package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Whether clients run the interceptor that makes loads consistent. */
class InterceptorCheckTests {

    private static final String LOST = "software/amazon/awssdk/services/dynamodb/lost.interceptors";
    private static final String REMEDY = "io.github.dynamocached.dynamodb.ConsistentReads. If a shaded jar has lost its"
            + " entry in software/amazon/awssdk/services/dynamodb/execution.interceptors, merge these files when you build"
            + " it, or add the interceptor to the client: overrideConfiguration(c -> c.addExecutionInterceptor(new"
            + " ConsistentReads())). For a client that has no interceptors, such as that of DAX, set consistency: eventual.";

    @Test
    void classPathThatNamesItIsRight() {
        assertThat(new InterceptorCheck(Map::of).problem()).isEmpty();
    }

    @Test
    void classPathThatLostItIsTold() {
        assertThat(new InterceptorCheck(Map::of, LOST).problem()).contains("DynamoDB clients do not run " + REMEDY);
    }

    @Test
    void clientsThatWereBuiltWithItAreRight() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                DynamoDbAsyncClient asynchronous = DynamoDbAsyncClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            assertThat(new InterceptorCheck(() -> Map.of("client", client, "asynchronous", asynchronous), LOST)
                            .problem())
                    .isEmpty();
        }
    }

    @Test
    void clientsWithoutItAreTold() {
        Map<String, SdkClient> clients = Map.of("plain", new Configured(), "dax", new WithoutInterceptors());

        assertThat(new InterceptorCheck(() -> clients).problem())
                .contains("the DynamoDB client 'dax' and 'plain' does not run " + REMEDY);
    }

    /** A client to which nothing was given. */
    private static final class Configured extends WithoutInterceptors {

        @Override
        public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
            return DynamoDbServiceClientConfiguration.builder()
                    .overrideConfiguration(ClientOverrideConfiguration.builder().build())
                    .build();
        }
    }

    /** What the SDK's interface says of clients that are not its own. */
    private static class WithoutInterceptors implements DynamoDbClient {

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
