package io.github.dynamocached.streams;

import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.store.SeenWrite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Another process that writes with the plain SDK, and says {@code written}. It evicts nothing, or never comes to it. */
final class WritingProcess {

    private WritingProcess() {}

    /**
     * Takes the endpoint of DynamoDB, the table, the id and the e-mail address. With the port of Redis too, it is a node of the
     * application, and announces its write.
     */
    public static void main(String[] arguments) throws IOException {
        URI endpoint = URI.create(arguments[0]);
        String table = arguments[1];
        if (arguments.length > 4) {
            FollowingNode node =
                    new FollowingNode(endpoint, Integer.parseInt(arguments[4]), table, StreamTimes.DEFAULT);
            SeenWrite write = node.node().cache().openWrite(List.of(FollowingNode.keyOf(arguments[2])));
            Stages.await(write.announced());
        }
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            client.putItem(put -> put.tableName(table).item(MembersTable.item(arguments[2], arguments[3])));
        }
        System.out.println("written");
        String unused = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
