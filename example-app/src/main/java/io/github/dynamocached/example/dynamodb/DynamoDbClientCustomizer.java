package io.github.dynamocached.example.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Sets the address, region and credentials of DynamoDB. Without such a bean, the AWS SDK finds them itself. */
@FunctionalInterface
public interface DynamoDbClientCustomizer {

    /**
     * Changes the client before it is built.
     *
     * @param builder the builder of the client
     */
    void customize(DynamoDbClientBuilder builder);
}
