package io.github.dynamocached.dynamodb;

import io.github.dynamocached.cache.FailurePredicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The failures of the AWS SDK that say that DynamoDB cannot be reached now: no answer (timeouts, refused connections),
 * answers of the class 5xx, and throttling. What the service says of the request or of the data is none of them. A failure
 * that another exception wraps counts as well.
 */
public final class SdkOutages implements FailurePredicate {

    private static final int SERVER_ERROR = 500;
    private static final int DEEPEST_CAUSE = 10;

    /** Looks at the exceptions of the AWS SDK. */
    public SdkOutages() {}

    @Override
    public boolean isOutage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SdkClientException) {
                return true;
            }
            if (cause instanceof AwsServiceException service) {
                return service.statusCode() >= SERVER_ERROR || service.isThrottlingException();
            }
            cause = cause.getCause();
        }
        return false;
    }
}
