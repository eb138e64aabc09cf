package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RedisServer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes of the service with one Redis and one DynamoDB, as in a deployment. */
@Tag("full")
class TwoInstancesTests {

    private static final int REQUESTS = 5_000;
    private static final String ADA =
            "{\"name\": \"Ada\", \"email\": \"ada@example.com\", \"plan\": \"pro\"," + " \"since\": \"2020-01-01\"}";

    @Test
    void writesThroughOneInstanceAreNeverReadStaleThroughTheOther() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningInstance one = RunningInstance.on(redis, "shared");
                RunningInstance other = RunningInstance.on(redis, "shared")) {
            SessionDriver driver = driver(one, other);
            driver.run(REQUESTS);
            System.out.println("Two instances: " + driver.report());
            assertThat(driver.staleReads()).isEmpty();
            assertThat(driver.writes()).isPositive();
            assertThat(driver.contexts())
                    .extracting(Answer::readUnits)
                    .allSatisfy(
                            units -> assertThat(units.remainder(BigDecimal.ONE)).isZero())
                    .anySatisfy(units -> assertThat(units).isPositive())
                    .anySatisfy(units -> assertThat(units).isZero());
        }
    }

    /** DynamoDB charges one unit for a consistent read of a small item, and half a unit for an eventually consistent one. */
    @Test
    void refillReadsConsistently() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningInstance one = RunningInstance.on(redis, "shared");
                RunningInstance other = RunningInstance.on(redis, "shared")) {
            ServiceClient writer = one.service();
            ServiceClient reader = other.service();
            assertThat(writer.put("/users/user77", ADA).status()).isEqualTo(200);
            Answer refill = reader.get("/users/user77");
            assertThat(refill.cache()).containsExactly("MISS");
            assertThat(refill.readUnits()).isEqualByComparingTo("1");
            Answer hit = writer.get("/users/user77");
            assertThat(hit.cache()).containsExactly("HIT");
            assertThat(hit.readUnits()).isZero();
            assertThat(hit.json()).isEqualTo(refill.json());
        }
    }

    @Test
    void instancesWithoutCommonEntriesReadStaleContexts() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningInstance one = RunningInstance.on(redis, "one");
                RunningInstance other = RunningInstance.on(redis, "other")) {
            SessionDriver driver = driver(one, other);
            driver.run(REQUESTS / 10);
            System.out.println("Two instances without common entries: " + driver.report());
            assertThat(driver.staleReads()).isNotEmpty();
        }
    }

    private static SessionDriver driver(RunningInstance one, RunningInstance other) {
        return new SessionDriver(List.of(one.service(), other.service()));
    }
}
