package io.github.dynamocached.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A stampede and an eviction during a load, for each of 40 items, behind the same caches as in {@link FaultComparisonTests}.
 * Prints one table. For DynamoCached it fails if an item is loaded more than once, or if an item is stale.
 */
@Tag("comparison")
class RaceComparisonTests {

    private static final String HEADER = """
            | what happens | cache | reads of DynamoDB for each item | stale items |
            |---|---|--:|--:|""";

    private record Counts(long reads, long staleItems) {

        Result of(Race race, Contender contender) {
            return new Result(race, contender, (double) reads / ItemTable.IDS.size(), staleItems);
        }
    }

    private record Result(Race race, Contender contender, double readsOfItem, long staleItems) {

        String row() {
            return String.format("| %s | %s | %.1f | %d |", race.title(), contender.title(), readsOfItem, staleItems);
        }
    }

    @Test
    void everyRaceForEveryCache() throws Exception {
        List<Result> results = new ArrayList<>();
        try (DynamoDbServer dynamoDb = DynamoDbServer.start();
                RedisServer redis = RedisServer.start()) {
            for (Race race : Race.values()) {
                for (Contender contender : Contender.values()) {
                    try (ItemTable table = new ItemTable(dynamoDb.endpoint(), race + "-" + contender)) {
                        results.add(run(race, contender, redis, table));
                    }
                }
            }
        }
        System.out.println(HEADER);
        results.forEach(result -> System.out.println(result.row()));
        assertThat(results)
                .filteredOn(result -> result.contender() == Contender.DYNAMO_CACHED)
                .hasSameSizeAs(Race.values())
                .allSatisfy(result -> {
                    assertThat(result.readsOfItem()).isEqualTo(1);
                    assertThat(result.staleItems()).isZero();
                });
    }

    private static Result run(Race race, Contender contender, RedisServer redis, ItemTable table) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ConfigurableApplicationContext one = contender.start(redis.uri(), table);
                ConfigurableApplicationContext other = contender.start(redis.uri(), table)) {
            List<Items> nodes = List.of(one.getBean(Items.class), other.getBean(Items.class));
            nodes.forEach(node -> awaitHits(node, table));
            runForEachItem(race, table, nodes, redis, threads); // compiles the code and starts the threads
            return runForEachItem(race, table, nodes, redis, threads).of(race, contender);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Counts runForEachItem(
            Race race, ItemTable table, List<Items> nodes, RedisServer redis, ExecutorService threads)
            throws Exception {
        long reads = 0;
        long staleItems = 0;
        for (String id : ItemTable.IDS) {
            redis.execute("FLUSHALL");
            long before = table.reads();
            race.run(id, table, nodes, threads);
            reads += table.reads() - before;
            if (nodes.stream().anyMatch(node -> table.isStale(node.find(id)))) {
                staleItems++;
            }
        }
        return new Counts(reads, staleItems);
    }

    /** DynamoCached stores nothing until it is connected and Redis has run for one or two seconds. */
    private static void awaitHits(Items node, ItemTable table) {
        await().until(() -> {
            ItemTable.IDS.forEach(node::find);
            long before = table.reads();
            ItemTable.IDS.forEach(node::find);
            return table.reads() == before;
        });
    }
}
