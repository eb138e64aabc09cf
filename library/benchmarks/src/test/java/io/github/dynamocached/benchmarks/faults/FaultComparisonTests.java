package io.github.dynamocached.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares DynamoCached with {@code @Cacheable} on its two common Redis caches: the same service, servers and faults, all
 * with defaults. Prints one table. For DynamoCached it fails if a caller gets an exception, or if an item is still stale
 * after the fault.
 */
@Tag("comparison")
class FaultComparisonTests {

    @Test
    void everyFaultForEveryCache(@TempDir Path folder) throws Exception {
        List<Result> results = new ArrayList<>();
        try (DynamoDbServer dynamoDb = DynamoDbServer.start()) {
            for (Fault fault : Fault.values()) {
                for (Contender contender : Contender.values()) {
                    String name = fault + "-" + contender;
                    Path snapshots = Files.createDirectory(folder.resolve(name));
                    try (RedisServer server = RedisServer.start("--dir", snapshots.toString());
                            ItemTable table = new ItemTable(dynamoDb.endpoint(), name);
                            Drive drive = new Drive(contender, fault, server, table)) {
                        Result result = drive.run();
                        System.out.println(result.row());
                        results.add(result);
                    }
                }
            }
        }
        System.out.println(Result.HEADER);
        results.forEach(result -> System.out.println(result.row()));
        assertThat(results)
                .filteredOn(result -> result.contender() == Contender.DYNAMO_CACHED)
                .hasSameSizeAs(Fault.values())
                .allSatisfy(result -> {
                    assertThat(result.started()).isTrue();
                    assertThat(result.errors()).isZero();
                    assertThat(result.lostEvictions()).isZero();
                    assertThat(result.staleReads()).isZero();
                });
    }
}
