package io.github.dynamocached.dynamodb;

import io.github.dynamocached.FailurePredicate;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The failures of the AWS SDK that are outages of DynamoDB: no answer (timeouts, refused connections), a 5xx response, and
 * throttling, also of a transaction. Errors about the request or the data are not outages, and neither is an interrupt of
 * the caller. Wrapped failures count too.
 */
public final class SdkOutages implements FailurePredicate {

    private static final int SERVER_ERROR = 500;
    private static final int DEEPEST_CAUSE = 10;
    private static final Set<String> THROTTLED = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");
    private static final String NOT_TO_BLAME = "None";

    /** A predicate for exceptions of the AWS SDK. */
    public SdkOutages() {}

    @Override
    public boolean isOutage(Throwable failure) {
        boolean isOutage = false;
        boolean isKnown = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof InterruptedException || cause instanceof AbortedException) {
                return false;
            }
            if (!isKnown && (cause instanceof SdkClientException || cause instanceof AwsServiceException)) {
                isKnown = true;
                isOutage = !(cause instanceof AwsServiceException service) || isOutage(service);
            }
            cause = cause.getCause();
        }
        return isOutage;
    }

    private static boolean isOutage(AwsServiceException service) {
        return service.statusCode() >= SERVER_ERROR
                || service.isThrottlingException()
                || (service instanceof TransactionCanceledException cancelled && isThrottled(cancelled));
    }

    /** A transaction is cancelled with one reason for each of its items. */
    private static boolean isThrottled(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .allMatch(code -> NOT_TO_BLAME.equals(code) || THROTTLED.contains(code))
                && cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch(THROTTLED::contains);
    }
}
