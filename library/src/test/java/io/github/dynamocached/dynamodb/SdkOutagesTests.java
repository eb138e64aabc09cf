package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Failures of real clients, and those of the service that DynamoDB Local does not have. */
class SdkOutagesTests {

    private static final GetItemRequest GET = GetItemRequest.builder()
            .tableName("no-such-table")
            .key(Map.of("id", AttributeValue.fromS("1")))
            .build();

    private final SdkOutages outages = new SdkOutages();

    @AfterEach
    void clearInterrupt() {
        boolean unused = Thread.interrupted();
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(Duration.ofSeconds(20))
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static Throwable failureOf(URI endpoint) {
        try (DynamoDbClient client = client(endpoint)) {
            return catchThrowable(() -> client.getItem(GET));
        }
    }

    private static URI uriOf(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void refusedConnectionIsAnOutage() throws IOException {
        ServerSocket closed = listening();
        closed.close();
        assertThat(outages.isOutage(failureOf(uriOf(closed)))).isTrue();
    }

    @Test
    void serverThatNeverAnswersIsAnOutage() throws IOException {
        try (ServerSocket silent = listening();
                DynamoDbClient client = client(uriOf(silent))) {
            Throwable failure = catchThrowable(() -> client.getItem(GET.copy(get ->
                    get.overrideConfiguration(configuration -> configuration.apiCallTimeout(Duration.ofMillis(200))))));
            assertThat(failure).isInstanceOf(ApiCallTimeoutException.class);
            assertThat(outages.isOutage(failure)).isTrue();
        }
    }

    @Test
    void outageOfAnAsynchronousClientIsSeenThroughItsWrapping() throws IOException {
        ServerSocket closed = listening();
        closed.close();
        try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                .endpointOverride(uriOf(closed))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build()) {
            Throwable failure = catchThrowable(() -> client.getItem(GET).join());
            assertThat(failure).isInstanceOf(CompletionException.class);
            assertThat(outages.isOutage(failure)).isTrue();
            assertThat(outages.isOutage(new IllegalStateException("the repository's own", failure)))
                    .isTrue();
        }
    }

    @Test
    void answerAboutTheRequestIsNone() {
        Throwable failure = failureOf(SharedServers.dynamoDb().endpoint());
        assertThat(failure).isInstanceOf(ResourceNotFoundException.class);
        assertThat(outages.isOutage(failure)).isFalse();
        assertThat(outages.isOutage(new CompletionException(failure))).isFalse();
    }

    @Test
    void interruptOfTheCallerIsNone() throws IOException {
        try (ServerSocket silent = listening();
                DynamoDbClient client = client(uriOf(silent))) {
            Thread.currentThread().interrupt();
            Throwable failure = catchThrowable(() -> client.getItem(GET));
            assertThat(failure).isNotNull();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outages.isOutage(failure)).isFalse();
            assertThat(outages.isOutage(new IllegalStateException(failure))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalServerError, true",
        "503, ServiceUnavailable, true",
        "400, ProvisionedThroughputExceededException, true",
        "400, ThrottlingException, true",
        "400, RequestLimitExceeded, true",
        "429, SomethingNew, true",
        "400, ValidationException, false",
        "400, AccessDeniedException, false",
        "400, ConditionalCheckFailedException, false"
    })
    void answersOfTheServiceAreTakenByTheirStatusAndCode(int status, String code, boolean expected) {
        Throwable failure = DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
        assertThat(outages.isOutage(failure)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "None, ThrottlingError, true",
        "ProvisionedThroughputExceeded, None, true",
        "None, ValidationError, false",
        "ThrottlingError, ValidationError, false",
        "TransactionConflict, None, false",
        "None, None, false"
    })
    void transactionThatIsCancelledByThrottlingIsAnOutage(String first, String second, boolean expected) {
        Throwable failure = TransactionCanceledException.builder()
                .cancellationReasons(reason(first), reason(second))
                .statusCode(400)
                .build();
        assertThat(outages.isOutage(failure)).isEqualTo(expected);
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void whatHasNothingToDoWithTheSdkIsNone(int wrappings) {
        Throwable failure = new IllegalStateException("anything");
        for (int i = 0; i < wrappings; i++) {
            failure = new IllegalStateException(failure);
        }
        assertThat(outages.isOutage(failure)).isFalse();
    }

    @Test
    void causesThatFormACircleEnd() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        assertThat(outages.isOutage(first)).isFalse();
    }
}
