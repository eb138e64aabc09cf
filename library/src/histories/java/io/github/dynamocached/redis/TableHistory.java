package io.github.dynamocached.redis;

import io.github.dynamocached.history.History;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/**
 * Random work of processes on one Redis and one table of DynamoDB Local. A process obeys as {@link HistoryProcess} does, and takes
 * the port of Redis, the endpoint of DynamoDB, the table, what it does differently, the calls, a seed, and a file.
 */
final class TableHistory {

    private final Class<?> process;
    private final Path folder;
    private final String table = "versions-" + UUID.randomUUID();

    /** @param keys completes the table */
    TableHistory(Class<?> process, Path folder, Consumer<CreateTableRequest.Builder> keys) {
        this.process = process;
        this.folder = folder;
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build()) {
            client.createTable(create -> keys.accept(create.tableName(table).billingMode(BillingMode.PAY_PER_REQUEST)));
        }
    }

    /**
     * Lets the processes work.
     *
     * @param calls the number of calls of all of them
     * @param differences one for each process
     */
    History of(int calls, String... differences) throws IOException {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        List<Path> files = new ArrayList<>();
        List<ChildJvm> processes = new ArrayList<>();
        try {
            for (String difference : differences) {
                seed += 1_000;
                Path file = folder.resolve("process-" + files.size());
                files.add(file);
                processes.add(ChildJvm.running(
                        process,
                        String.valueOf(SharedServers.redis().port()),
                        SharedServers.dynamoDb().endpoint().toString(),
                        table,
                        difference,
                        String.valueOf(calls / differences.length),
                        String.valueOf(seed),
                        file.toString()));
            }
            HistoryRun.work(processes);
            return History.read(files);
        } finally {
            processes.forEach(ChildJvm::close);
        }
    }
}
