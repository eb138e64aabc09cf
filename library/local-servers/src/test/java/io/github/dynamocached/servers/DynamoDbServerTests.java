package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbServerTests {

    @Test
    void itServesTheApiAndCountsReadUnits() {
        try (DynamoDbServer server = DynamoDbServer.start();
                DynamoDbClient client = clientOf(server)) {
            createTable(client, "things");
            client.putItem(put -> put.tableName("things").item(Map.of("id", AttributeValue.fromS("1"))));
            ConsumedCapacity consumed = client.getItem(get -> get.tableName("things")
                            .key(Map.of("id", AttributeValue.fromS("1")))
                            .consistentRead(true)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                    .consumedCapacity();
            assertThat(consumed.capacityUnits()).isEqualTo(1.0);
        }
    }

    @Test
    void twoServersShareNothing() {
        try (DynamoDbServer one = DynamoDbServer.start();
                DynamoDbServer other = DynamoDbServer.start();
                DynamoDbClient clientOfOne = clientOf(one);
                DynamoDbClient clientOfOther = clientOf(other)) {
            createTable(clientOfOne, "things");
            assertThat(clientOfOne.listTables().tableNames()).isEqualTo(List.of("things"));
            assertThat(clientOfOther.listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void itListensOnTheLoopbackInterfaceAlone() throws IOException {
        try (DynamoDbServer server = DynamoDbServer.start()) {
            assertThat(server.endpoint()).hasToString("http://127.0.0.1:" + server.port());
            assertThat(listens(InetAddress.getLoopbackAddress(), server.port())).isTrue();
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            assertThat(others).noneMatch(address -> listens(address, server.port()));
        }
    }

    @Test
    void aClosedServerLeavesAFreePort() {
        DynamoDbServer server = DynamoDbServer.start();
        server.close();
        server.close();
        assertThat(UncleanEndTests.isFree(server.port())).isTrue();
    }

    private static boolean listens(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void createTable(DynamoDbClient client, String name) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    private static DynamoDbClient clientOf(DynamoDbServer server) {
        return DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
