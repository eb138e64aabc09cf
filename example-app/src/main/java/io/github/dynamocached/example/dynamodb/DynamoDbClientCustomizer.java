package io.github.dynamocached.example.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Says where DynamoDB is and who asks. Without one, the AWS SDK finds that out by itself. */
@FunctionalInterface
public interface DynamoDbClientCustomizer {

    /**
     * Changes the client before it is built.
     *
     * @param builder the builder of the client
     */
    void customize(DynamoDbClientBuilder builder);
}
