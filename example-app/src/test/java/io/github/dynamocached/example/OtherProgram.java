package io.github.dynamocached.example;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Another program that writes the table of the users. It knows nothing of a cache, and has only the AWS SDK. */
final class OtherProgram {

    private OtherProgram() {}

    /** Takes the endpoint of DynamoDB, the id of a user, and a new name. */
    public static void main(String[] arguments) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(URI.create(arguments[0]))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            client.updateItem(update -> update.tableName("users")
                    .key(Map.of("id", AttributeValue.fromS(arguments[1])))
                    .updateExpression("SET #name = :name")
                    .expressionAttributeNames(Map.of("#name", "name"))
                    .expressionAttributeValues(Map.of(":name", AttributeValue.fromS(arguments[2]))));
        }
    }
}
