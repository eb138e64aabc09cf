package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.micrometer.CacheObservations;
import io.github.dynamocached.micrometer.LoadObservationContext;
import io.github.dynamocached.micrometer.LoadObservationConvention;
import io.github.dynamocached.servers.SharedServers;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** When there are observations, and how beans of the application change them. */
class ObservationsConfigurationTests {

    private final ApplicationContextRunner application = Applications.runner()
            .withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
            .withPropertyValues("spring.data.redis.url=" + SharedServers.redis().uri())
            .withBean(Repository.class)
            .withBean(Names.class);
    private final ApplicationContextRunner switchedOn =
            application.withPropertyValues("dynamocached.observations.enabled=true");

    static class Repository {

        @DynamoCached("labels")
        public String label(String id) {
            return "label of " + id;
        }
    }

    /** Boot registers handlers that are beans. */
    static class Names implements ObservationHandler<Observation.Context> {

        private final Queue<String> names = new ConcurrentLinkedQueue<>();

        @Override
        public void onStop(Observation.Context context) {
            if (context instanceof LoadObservationContext load) {
                names.add(load.getName() + " " + load.getCacheName() + " " + load.getOutcome());
            }
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    static class OwnName implements LoadObservationConvention {

        @Override
        public String getContextualName(LoadObservationContext context) {
            return "read the table of " + context.getCacheName();
        }

        @Override
        public String getName() {
            return "table.read";
        }
    }

    @Test
    void thereAreNoneUnlessTheApplicationAsks() {
        application.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(CacheObservations.class);
            String unused =
                    context.getBean(Repository.class).label(UUID.randomUUID().toString());
            assertThat(context.getBean(Names.class).names).isEmpty();
        });
    }

    @Test
    void propertySwitchesThemOn() {
        switchedOn.run(context -> {
            String unused =
                    context.getBean(Repository.class).label(UUID.randomUUID().toString());
            assertThat(context.getBean(Names.class).names).contains("dynamocached.load labels success");
        });
    }

    @Test
    void conventionThatIsABeanReplacesTheUsualOne() {
        switchedOn.withBean(OwnName.class).run(context -> {
            String unused =
                    context.getBean(Repository.class).label(UUID.randomUUID().toString());
            assertThat(context.getBean(Names.class).names).contains("table.read labels success");
        });
    }

    @Test
    void observationsThatAreABeanReplaceTheUsualOnes() {
        switchedOn
                .withBean("own", CacheObservations.class, () -> new CacheObservations(ObservationRegistry.create()))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(CacheObservations.class));
    }

    @Test
    void applicationStartsWithoutMicrometer() {
        Applications.runner()
                .withPropertyValues(
                        "spring.data.redis.url=" + SharedServers.redis().uri(),
                        "dynamocached.observations.enabled=true")
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
