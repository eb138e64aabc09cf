package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the meters of a cache count of the comparisons of its hits. */
class ShadowMetersTests {

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of("meters", UUID.randomUUID().toString())), "Text");

    /** A load that is not seen to read DynamoDB proves nothing. */
    @Test
    void comparisonsOfHitsAreCountedByWhatTheyHaveShown() {
        CacheSettings sampled = Node.SETTINGS
                .with()
                .shadow(shadow -> shadow.withSampleRate(1).withMaxShare(1))
                .build();
        MeteredNode shadowed = new MeteredNode(Connections.shared(), sampled);
        shadowed.node().read(slot, new CacheMetersTests.Refreshable());
        await().until(() -> {
            assertThat(shadowed.node()
                            .read(slot, new CacheMetersTests.Refreshable())
                            .source())
                    .isEqualTo(Source.HIT);
            return shadowed.count("dynamocached.shadow.results", "result", "unverifiable") > 0;
        });
        assertThat(shadowed.count("dynamocached.shadow.results", "result", "wrong"))
                .isZero();
        assertThat(ages(shadowed, "wrong")).isZero();
        CacheMeters meters = new CacheMeters(shadowed.registry());
        meters.onShadow("users", ShadowResult.WRONG, Duration.ofSeconds(3));
        meters.onShadow("users", ShadowResult.AGED, Duration.ofSeconds(4));
        meters.onShadow("users", ShadowResult.RIGHT, Duration.ofSeconds(5));
        assertThat(shadowed.count("dynamocached.shadow.results", "result", "wrong"))
                .isEqualTo(1);
        assertThat(ages(shadowed, "wrong")).isEqualTo(3);
        assertThat(ages(shadowed, "aged")).isEqualTo(4);
        shadowed.node().close();
    }

    private static double ages(MeteredNode shadowed, String result) {
        return shadowed.registry()
                .get("dynamocached.shadow.age")
                .tags("cache", "users", "result", result)
                .timer()
                .totalTime(TimeUnit.SECONDS);
    }
}
