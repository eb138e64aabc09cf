package io.github.dynamocached.autoconfigure;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.SharedServers;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The servers that applications of these tests talk to. */
final class LocalServers {

    private LocalServers() {}

    /** A client of DynamoDB Local. */
    static DynamoDbEnhancedClient dynamoDb() {
        return dynamoDbBuilder().build();
    }

    /** A client of DynamoDB Local whose extensions may be changed. */
    static DynamoDbEnhancedClient.Builder dynamoDbBuilder() {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(DynamoDbClient.builder()
                        .endpointOverride(SharedServers.dynamoDb().endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    /**
     * Waits until an application has connected, and Redis stores what it is given: a server of which it is not sure that it
     * has not just been restored from a snapshot stores nothing yet.
     */
    static void awaitRedis(ApplicationContext context) {
        await().until(context.getBean(RedisConnection.class)::isConnected);
        await().until(() -> String.valueOf(SharedServers.redis().execute("INFO", "server"))
                .lines()
                .anyMatch(line -> line.matches("uptime_in_seconds:([2-9]|\\d{2,})")));
    }
}
