package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.Node;
import io.github.dynamocached.store.Slot;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

/** How an application names what is observed, and what a failure of its classes does. */
class ObservationConventionsTests extends ObservationFixture {

    @Test
    void conventionsOfTheApplicationReplaceNamesAndTags() {
        LoadObservationConvention own = new LoadObservationConvention() {
            @Override
            public String getName() {
                return "table.read";
            }

            @Override
            public KeyValues getLowCardinalityKeyValues(LoadObservationContext context) {
                return KeyValues.of("table", context.getCacheName());
            }
        };
        Node other = nodeWith(new CacheObservations(registry, own, null, null), Node.SETTINGS);
        other.read(slot(), () -> "value");
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("table.read")
                .that()
                .hasOnlyKeys("table");
        other.close();
    }

    @Test
    void globalConventionOfARegistryReplacesTheUsualOne() {
        TestObservationRegistry global = TestObservationRegistry.create();
        global.observationConfig().observationConvention(new GlobalNames());
        Node other = nodeWith(new CacheObservations(global), Node.SETTINGS);
        other.read(slot(), () -> "value");
        TestObservationRegistryAssert.assertThat(global).hasObservationWithNameEqualTo("global.load");
        other.close();
    }

    private static final class GlobalNames implements GlobalObservationConvention<LoadObservationContext> {

        @Override
        public String getName() {
            return "global.load";
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof LoadObservationContext;
        }
    }

    @Test
    void brokenHandlerFailsNoCall() {
        ObservationRegistry broken = ObservationRegistry.create();
        broken.observationConfig().observationHandler(context -> {
            throw new IllegalStateException("planted");
        });
        Node other = nodeWith(new CacheObservations(broken), Node.SETTINGS);
        Slot slot = slot();
        assertThat(other.read(slot, () -> "value").value()).isEqualTo("value");
        assertThat(other.read(slot, () -> "other").value()).isEqualTo("value");
        other.close();
    }

    @Test
    void registryThatDoesNothingIsNotAsked() {
        assertThat(new CacheObservations(ObservationRegistry.NOOP).tracing()).isNull();
    }
}
