package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.StoreListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.client.RedisConnectionException;

/** Several primaries, each with its own breaker, and one state for all of them. */
class BreakersTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Breakers.LOGGER);

    private final List<String> primaries = new ArrayList<>(List.of("a", "b", "c"));
    private final List<CircuitState> told = new ArrayList<>();
    private final Breakers<String> breakers = new Breakers<>(
            CommandKind.READ,
            new BreakerSettings(true, 0.5, 1, 1, Duration.ofHours(1)),
            CommandLimit.ofReads(Duration.ofMillis(100)),
            () -> primaries,
            primary -> RefusedServer.named("Redis at " + primary + ":6379"),
            new StoreListener() {
                @Override
                public void onCircuit(String commands, CircuitState state) {
                    assertThat(commands).isEqualTo("reads");
                    told.add(state);
                }
            });

    private void fail(String primary) {
        Breaker breaker = breakers.of(primary);
        Objects.requireNonNull(breaker.permit()).failed(breaker.now(), 0, new RedisConnectionException("gone"));
    }

    @Test
    void primaryThatFailsBlocksOnlyItsOwnCommands() {
        fail("a");

        assertThat(breakers.of("a").permit()).isNull();
        assertThat(breakers.of("b").permit()).isNotNull();
        assertThat(breakers.of(null).permit()).isNotNull();
        assertThat(List.of("a", "b", "c"))
                .extracting(breakers::stateOf)
                .containsExactly(CircuitState.OPEN, CircuitState.CLOSED, CircuitState.CLOSED);
    }

    @Test
    void stateIsThatOfTheWorstPrimary() {
        fail("a");
        fail("b");
        assertThat(told).containsExactly(CircuitState.OPEN);
    }

    @Test
    void formerPrimaryIsForgotten() {
        fail("a");
        fail("b");
        primaries.remove("a");

        breakers.forgetFormer();
        assertThat(told).containsExactly(CircuitState.OPEN);

        primaries.remove("b");
        breakers.forgetFormer();
        assertThat(told).containsExactly(CircuitState.OPEN, CircuitState.CLOSED);
    }

    @Test
    void breakerOfAPrimaryIsAlwaysTheSame() {
        assertThat(breakers.of("a")).isSameAs(breakers.of("a"));
        assertThat(breakers.of(null)).isSameAs(breakers.of(null));
    }

    @Test
    void newPrimaryStartsWithAClosedBreaker() {
        fail("a");
        primaries.set(0, "d");

        assertThat(breakers.of("d").permit()).isNotNull();
        assertThat(told).containsExactly(CircuitState.OPEN, CircuitState.CLOSED);
        assertThat(log.lines())
                .containsExactly(
                        "WARN Circuit breaker open for reads on Redis at a:6379: methods are called without the cache. It tries"
                                + " again at least every 3600000 ms. If this lasts, check the server and the network.",
                        "INFO Redis at a:6379 is no longer a primary. Its circuit breaker for reads was open.");
    }
}
