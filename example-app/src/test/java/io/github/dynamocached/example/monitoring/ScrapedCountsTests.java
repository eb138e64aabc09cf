package io.github.dynamocached.example.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** A known sequence of requests, and what Prometheus then scrapes over HTTP. */
@RunningService
class ScrapedCountsTests {

    private static final String LINUS = """
            {"name": "Linus", "email": "linus@example.com", "plan": "free", "since": "2026-01-31"}
            """;

    /** Three users that nothing else asks for. The first is read five times, the next three times, the last once. */
    private static final List<String> READS =
            List.of("user901", "user901", "user902", "user901", "user903", "user902", "user901", "user902", "user901");

    @Autowired
    private DynamoDbClient dynamoDb;

    private final ServiceClient service;

    ScrapedCountsTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    private static String reads(String result) {
        return "dynamocached_reads_total{cache=\"users\",result=\"" + result + "\"}";
    }

    @Test
    void countsAreExactlyThoseOfTheRequests() {
        Scrape before = Scrape.of(service);
        READS.forEach(id -> service.get("/users/" + id));
        service.get("/users/nobody901");
        service.get("/users/nobody901");
        service.put("/users/user901", LINUS);
        service.get("/users/user901");
        Scrape after = Scrape.of(service);
        Map<String, Double> expected = Map.ofEntries(
                Map.entry(reads("hit"), 6.0),
                Map.entry(reads("negative_hit"), 1.0),
                Map.entry(reads("miss"), 5.0),
                Map.entry(reads("stale_hit"), 0.0),
                Map.entry(reads("bypass"), 0.0),
                Map.entry("dynamocached_loads_seconds_count{cache=\"users\",outcome=\"success\"}", 5.0),
                Map.entry("dynamocached_loads_seconds_count{cache=\"users\",outcome=\"failure\"}", 0.0),
                Map.entry("dynamocached_fills_total{cache=\"users\",outcome=\"stored\"}", 5.0),
                Map.entry("dynamocached_evictions_total{cache=\"users\",outcome=\"acknowledged\"}", 1.0),
                Map.entry("dynamocached_hits_age_seconds_count{cache=\"users\",result=\"hit\"}", 6.0),
                Map.entry("dynamocached_redis_commands_seconds_count{command=\"evict\"}", 1.0),
                Map.entry("dynamocached_redis_commands_seconds_count{command=\"fill\"}", 5.0),
                Map.entry(standard("gets", ",result=\"hit\""), 7.0),
                Map.entry(standard("gets", ",result=\"miss\""), 5.0),
                Map.entry(standard("puts", ""), 5.0),
                Map.entry(standard("evictions", ""), 1.0));
        expected.forEach(
                (name, count) -> assertThat(after.since(before, name)).as(name).isEqualTo(count));
    }

    private static String standard(String what, String more) {
        return "cache_" + what + "_total{cache=\"users\",cache_manager=\"dynamocached\",name=\"users\"" + more + "}";
    }

    /** What is saved and what is consumed is together what DynamoDB charges for the same reads without a cache. */
    @Test
    void unitsSavedAreThoseThatTheSameRequestsCostWithoutACache() {
        List<String> ids =
                READS.stream().map(id -> id.replace("user90", "user91")).toList();
        Scrape before = Scrape.of(service);
        ids.forEach(id -> service.get("/users/" + id));
        Scrape after = Scrape.of(service);
        double hits = after.since(before, reads("hit"));
        double saved = after.since(before, "dynamocached_units_saved_total{cache=\"users\"}");
        double consumed =
                after.since(before, "dynamocached_units_consumed_total{cache=\"users\",reads=\"consistent\"}");
        assertThat(hits).isEqualTo(6);
        assertThat(saved).isEqualTo(hits * unitsOf("user911"));
        assertThat(saved + consumed)
                .isEqualTo(ids.stream().mapToDouble(this::unitsOf).sum());
        assertThat(after.since(before, "dynamocached_units_consumed_total{cache=\"users\",reads=\"eventual\"}"))
                .isZero();
    }

    /** What DynamoDB charges for a read as this cache makes it: consistently, because users are written here. */
    private double unitsOf(String id) {
        return dynamoDb.getItem(get -> get.tableName("users")
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .consistentRead(true)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
    }
}
