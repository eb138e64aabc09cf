package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.store.WriteOutcome;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Only what DynamoDB itself has refused at the first attempt is known not to be written. */
class FailedWritesTests {

    private static AwsServiceException refusal(AwsServiceException.Builder builder, int status, String code) {
        return builder.statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static AwsServiceException cancelled(String reason) {
        return refusal(
                TransactionCanceledException.builder()
                        .cancellationReasons(
                                CancellationReason.builder().code("None").build(),
                                CancellationReason.builder().code(reason).build()),
                400,
                "TransactionCanceledException");
    }

    @Test
    void whatWasNeverSentIsNotWritten() {
        assertThat(FailedWrites.outcomeOf(SdkClientException.create("no credentials"), 0))
                .isEqualTo(WriteOutcome.NOT_WRITTEN);
    }

    @Test
    void refusalAtTheFirstAttemptIsNotWritten() {
        AwsServiceException refusal = refusal(DynamoDbException.builder(), 400, "ValidationException");
        assertThat(FailedWrites.outcomeOf(refusal, 1)).isEqualTo(WriteOutcome.NOT_WRITTEN);
        assertThat(FailedWrites.outcomeOf(new CompletionException(refusal), 1)).isEqualTo(WriteOutcome.NOT_WRITTEN);
        assertThat(FailedWrites.outcomeOf(cancelled("ThrottlingError"), 1)).isEqualTo(WriteOutcome.NOT_WRITTEN);
    }

    @Test
    void failedConditionAtTheFirstAttemptIsOne() {
        AwsServiceException failed =
                refusal(ConditionalCheckFailedException.builder(), 400, "ConditionalCheckFailedException");
        assertThat(FailedWrites.outcomeOf(failed, 1)).isEqualTo(WriteOutcome.CONDITION_FAILED);
        assertThat(FailedWrites.outcomeOf(cancelled("ConditionalCheckFailed"), 1))
                .isEqualTo(WriteOutcome.CONDITION_FAILED);
        assertThat(FailedWrites.outcomeOf(refusal(DynamoDbException.builder(), 400, "DuplicateItemException"), 1))
                .isEqualTo(WriteOutcome.CONDITION_FAILED);
    }

    /** The first attempt may have written, which is why the condition of the second one fails. */
    @Test
    void refusalAfterARetryIsUnknown() {
        AwsServiceException failed =
                refusal(ConditionalCheckFailedException.builder(), 400, "ConditionalCheckFailedException");
        assertThat(FailedWrites.outcomeOf(failed, 2)).isEqualTo(WriteOutcome.UNKNOWN);
    }

    @Test
    void everythingElseIsUnknown() {
        assertThat(FailedWrites.outcomeOf(SdkClientException.create("reset"), 1))
                .isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(ApiCallTimeoutException.create(1), 1)).isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(refusal(DynamoDbException.builder(), 500, "InternalServerError"), 1))
                .isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(refusal(DynamoDbException.builder(), 408, "RequestTimeout"), 1))
                .isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(
                        DynamoDbException.builder().statusCode(400).build(), 1))
                .isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(
                        refusal(TransactionInProgressException.builder(), 400, "TransactionInProgressException"), 1))
                .isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(FailedWrites.outcomeOf(new IllegalStateException(), 1)).isEqualTo(WriteOutcome.UNKNOWN);
    }
}
