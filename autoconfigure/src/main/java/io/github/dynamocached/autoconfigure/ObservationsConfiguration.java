package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.micrometer.CacheObservations;
import io.github.dynamocached.micrometer.CommandObservationConvention;
import io.github.dynamocached.micrometer.LoadObservationConvention;
import io.github.dynamocached.micrometer.RefreshObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observes loads, refreshes and Redis commands, if the application asks for it and has a registry. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "dynamocached.observations.enabled")
class ObservationsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CacheObservations dynamoCachedObservations(
            ObservationRegistry registry,
            ObjectProvider<LoadObservationConvention> loads,
            ObjectProvider<RefreshObservationConvention> refreshes,
            ObjectProvider<CommandObservationConvention> commands) {
        return new CacheObservations(registry, loads.getIfUnique(), refreshes.getIfUnique(), commands.getIfUnique());
    }
}
