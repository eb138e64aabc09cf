package io.github.dynamocached.dynamodb;

import io.github.dynamocached.store.WriteOutcome;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What is known of writes that have failed. */
final class FailedWrites {

    private static final int BAD_REQUEST = 400;
    private static final Set<String> CONDITIONS = Set.of(
            "ConditionalCheckFailed", "ConditionalCheckFailedException", "DuplicateItem", "DuplicateItemException");

    private FailedWrites() {}

    /**
     * The outcome of a failed write. DynamoDB refuses a request with status 400 and an error code. What a proxy answers has no
     * code. After more than one attempt a refusal says nothing of the attempts before.
     *
     * @param attempts how often the request was sent
     */
    static WriteOutcome outcomeOf(Throwable failure, int attempts) {
        if (attempts == 0) {
            return WriteOutcome.NOT_WRITTEN;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String code = cause instanceof AwsServiceException refusal && refusal.statusCode() == BAD_REQUEST
                ? codeOf(refusal)
                : "";
        if (attempts > 1 || code.isEmpty() || cause instanceof TransactionInProgressException) {
            return WriteOutcome.UNKNOWN;
        }
        return CONDITIONS.contains(code) || hasFailedCondition(cause)
                ? WriteOutcome.CONDITION_FAILED
                : WriteOutcome.NOT_WRITTEN;
    }

    private static String codeOf(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static boolean hasFailedCondition(Throwable refusal) {
        return refusal instanceof TransactionCanceledException cancelled
                && cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch(code -> code != null && CONDITIONS.contains(code));
    }
}
