package io.github.dynamocached.client;

import io.github.dynamocached.load.LoadContext;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Requests that DynamoDB has to answer itself, whatever they ask for. */
final class OwnRequests {

    private OwnRequests() {}

    /**
     * Whether a request is a matter between its caller and DynamoDB. The load of a cached method must see DynamoDB and not
     * another cache. Credentials, an endpoint or a plugin of its own may mean another account, or other rights.
     */
    static boolean areOf(AwsRequest request) {
        return LoadContext.current() != null
                || request.overrideConfiguration().map(OwnRequests::isOwn).orElse(false);
    }

    @SuppressWarnings("deprecation") // Requests may still have a signer of the old kind.
    private static boolean isOwn(AwsRequestOverrideConfiguration own) {
        return own.credentialsIdentityProvider().isPresent()
                || own.signer().isPresent()
                || own.endpointProvider().isPresent()
                || !own.plugins().isEmpty();
    }
}
