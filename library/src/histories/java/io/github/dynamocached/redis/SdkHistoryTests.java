package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FAILED_EVICTION;
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
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Promise P1 where no writer has an annotation: two processes on one Redis and one DynamoDB Local, bound to a table. */
@Tag("full")
class SdkHistoryTests {

    private static final int CALLS = 20_000;

    private final Path folder;
    private final String table = "users-" + UUID.randomUUID();

    SdkHistoryTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noReadReturnsWhatAWriteHasMadeOld() throws IOException {
        assertPromiseIsKept(CALLS);
    }

    @Test
    void noReadOfMillionReturnsWhatAWriteHasMadeOld() throws IOException {
        assertPromiseIsKept(1_000_000);
    }

    @Test
    void runWithoutBindingIsFoundOut() throws IOException {
        assertThat(report(run(CALLS, false))).isNotEmpty();
    }

    private void assertPromiseIsKept(int calls) throws IOException {
        History history = run(calls, true);
        assertThat(report(history)).isEmpty();
        assertThat(history.count(READ) + history.count(EVICTION) + history.count(FAILED_EVICTION))
                .isEqualTo(calls);
        assertThat(history.count(LOAD)).isLessThan(history.count(READ));
        assertThat(history.count(EVICTION)).isPositive();
    }

    private static List<Violation> report(History history) {
        List<Violation> violations = history.violations();
        System.out.printf(
                "History, SDK writes: %,d reads, %,d synchronous writes, %,d asynchronous writes, %,d loads, %,d violations%n",
                history.count(READ),
                history.count(EVICTION),
                history.count(FAILED_EVICTION),
                history.count(LOAD),
                violations.size());
        return violations;
    }

    private History run(int calls, boolean bound) throws IOException {
        createTable();
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        List<Path> files = List.of(folder.resolve("one"), folder.resolve("other"));
        List<ChildJvm> processes = new ArrayList<>();
        try {
            for (int i = 0; i < files.size(); i++) {
                processes.add(ChildJvm.running(
                        SdkHistoryProcess.class,
                        String.valueOf(SharedServers.redis().port()),
                        SharedServers.dynamoDb().endpoint().toString(),
                        table,
                        String.valueOf(bound),
                        String.valueOf(calls / files.size()),
                        String.valueOf(seed + 1000L * i),
                        files.get(i).toString()));
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
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST));
        }
    }
}
