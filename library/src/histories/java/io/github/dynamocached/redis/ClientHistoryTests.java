package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.LOAD;
import static io.github.dynamocached.history.Operation.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Violation;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Promise P1 by the caching clients alone: items and queries beside writers, in two processes on one Redis and one DynamoDB Local. */
@Tag("full")
class ClientHistoryTests {

    private static final int CALLS = 20_000;

    private final Path folder;
    private final String table = "versions-" + UUID.randomUUID();

    ClientHistoryTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noItemAndNoPageReturnsWhatAWriteHasMadeOld() throws IOException {
        History history = run(CALLS, "client", "client");
        assertThat(report(history)).isEmpty();
        assertThat(history.count(READ)).isGreaterThan(CALLS);
        assertThat(history.count(LOAD)).isLessThan(history.count(READ) / 2);
        assertThat(history.count(EVICTION)).isPositive();
    }

    /** Nodes of different namespaces do not evict for each other. */
    @Test
    void runWithTwoNamespacesIsFoundOut() throws IOException {
        assertThat(report(run(CALLS, "one", "other"))).isNotEmpty();
    }

    private static List<Violation> report(History history) {
        List<Violation> violations = history.violations();
        System.out.printf(
                "History, caching clients: %,d items read, %,d writes, %,d loads, %,d violations%n",
                history.count(READ), history.count(EVICTION), history.count(LOAD), violations.size());
        return violations;
    }

    private History run(int calls, String... namespaces) throws IOException {
        createTable();
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        List<Path> files = new ArrayList<>();
        List<ChildJvm> processes = new ArrayList<>();
        try {
            for (String namespace : namespaces) {
                files.add(folder.resolve("process-" + files.size()));
                processes.add(ChildJvm.running(
                        ClientHistoryProcess.class,
                        String.valueOf(SharedServers.redis().port()),
                        SharedServers.dynamoDb().endpoint().toString(),
                        table,
                        namespace,
                        String.valueOf(calls / namespaces.length),
                        String.valueOf(seed + 1000L * files.size()),
                        files.get(files.size() - 1).toString()));
            }
            HistoryRun.work(processes);
            return History.read(files);
        } finally {
            processes.forEach(ChildJvm::close);
        }
    }

    private void createTable() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build()) {
            client.createTable(create -> create.tableName(table)
                    .attributeDefinitions(number("id"), number("number"), number("version"))
                    .keySchema(key("id", KeyType.HASH), key("number", KeyType.RANGE))
                    .localSecondaryIndexes(LocalSecondaryIndex.builder()
                            .indexName(ClientHistoryWorker.BY_VERSION)
                            .keySchema(key("id", KeyType.HASH), key("version", KeyType.RANGE))
                            .projection(projection -> projection.projectionType(ProjectionType.ALL))
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST));
        }
    }

    private static AttributeDefinition number(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.N)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
