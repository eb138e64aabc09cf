package io.github.dynamocached.dynamodb;

import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What is known of a write that has failed. */
enum WriteOutcome {
    /** Nothing was written, and nothing will be. */
    NOT_WRITTEN,
    /**
     * Nothing was written, because the item is not as the caller has thought. That may come from the cache, so the caller has to
     * see the item when it reads again.
     */
    CONDITION_FAILED,
    /** The write has landed, or may still do so. */
    UNKNOWN;

    private static final int BAD_REQUEST = 400;
    private static final Set<String> CONDITIONS = Set.of(
            "ConditionalCheckFailed", "ConditionalCheckFailedException", "DuplicateItem", "DuplicateItemException");

    /**
     * The outcome of a failed write. DynamoDB refuses a request with status 400 and an error code. What a proxy answers has no
     * code. After more than one attempt a refusal says nothing of the attempts before.
     *
     * @param attempts how often the request was sent
     */
    static WriteOutcome of(Throwable failure, int attempts) {
        if (attempts == 0) {
            return NOT_WRITTEN;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String code = cause instanceof AwsServiceException refusal && refusal.statusCode() == BAD_REQUEST
                ? codeOf(refusal)
                : "";
        if (attempts > 1 || code.isEmpty() || cause instanceof TransactionInProgressException) {
            return UNKNOWN;
        }
        return CONDITIONS.contains(code) || hasFailedCondition(cause) ? CONDITION_FAILED : NOT_WRITTEN;
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
