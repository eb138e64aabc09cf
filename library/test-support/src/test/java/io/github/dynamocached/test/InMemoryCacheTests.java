package io.github.dynamocached.test;

import static io.github.dynamocached.test.CacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@SpringBootTest
@AutoConfigureDynamoCached
class InMemoryCacheTests {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Names names() {
            return new Names();
        }
    }

    static class Names {

        private final Map<String, String> table = new ConcurrentHashMap<>(Map.of("1", "Ada"));

        @DynamoCached(cache = "names", key = "#id", ttl = "1m", staleWhileRevalidate = "1m")
        public String find(String id) {
            return Objects.requireNonNull(table.get(id));
        }

        @DynamoEvict(cache = "names", key = "#id")
        public void save(String id, String name) {
            table.put(id, name);
        }

        public String uncached() {
            return "Ada";
        }
    }

    @Autowired
    private Names names;

    @Autowired
    private DynamoCaches caches;

    @Autowired
    private CacheFaults faults;

    @Autowired
    private CacheClock clock;

    @Test
    void secondReadIsAHitUntilAWrite() {
        names.save("1", "Ada");
        assertThat(caches).call(() -> names.find("1")).isMiss().returns("Ada");
        assertThat(caches).call(() -> names.find("1")).isHit().returns("Ada");
        names.save("1", "Grace");
        assertThat(caches).call(() -> names.find("1")).isMiss().returns("Grace");
    }

    @Test
    void eachTestBeginsWithAnEmptyCache() {
        assertThat(caches).call(() -> names.find("1")).isMiss();
    }

    @Test
    void entriesAgeByTheClockOfTheTest() {
        names.find("1");
        clock.pass(Duration.ofSeconds(90));
        assertThat(caches).call(() -> names.find("1")).isStale();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(caches).call(() -> names.find("1")).isHit());
        clock.pass(Duration.ofHours(1));
        assertThat(caches).call(() -> names.find("1")).isMiss();
    }

    @Test
    void methodsAreCalledWhileRedisIsAway() {
        names.find("1");
        faults.away();
        assertThat(caches).call(() -> names.find("1")).isBypassed();
        faults.end();
        assertThat(caches).call(() -> names.find("1")).isHit();
    }

    @Test
    void lateAnswersAreGivenUp() {
        names.find("1");
        faults.slow(Duration.ofSeconds(30));
        assertThat(caches).call(() -> names.find("1")).isBypassed();
    }

    @Test
    void rejectedFillsLeaveTheCacheEmpty() {
        faults.rejectFills();
        names.find("1");
        faults.end();
        assertThat(caches).call(() -> names.find("1")).isMiss();
    }

    @Test
    void failuresSayWhatTheCachesDid() {
        assertThatThrownBy(() -> assertThat(caches).call(() -> names.find("1")).isHit())
                .hasMessage("Expected that the call is a hit, but its reads were [MISS of cache 'names']");
        assertThatThrownBy(() -> assertThat(caches).call(names::uncached).isHit())
                .hasMessage("Expected that the call is a hit, but it read no cache. Is the method annotated, and called"
                        + " through its bean on this thread?");
        assertThatThrownBy(() ->
                        assertThat(caches).call(() -> names.find("1")).isHit().returns("Grace"))
                .hasMessage(String.format("Expected that the call returns%n  Grace%nbut it returned%n  Ada"));
        assertThatThrownBy(() -> assertThat(caches).call(() -> names.find("1")).readsNoCache())
                .hasMessage("Expected that the call reads no cache, but it read [HIT of cache 'names']");
    }
}
