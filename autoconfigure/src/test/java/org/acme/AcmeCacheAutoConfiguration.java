package org.acme;

import io.github.dynamocached.FailurePredicate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The starter of a company that replaces beans of ours, and brings the registry of meters. */
@AutoConfiguration
public class AcmeCacheAutoConfiguration {

    @Bean
    FailurePredicate acmeOutages() {
        return failure -> false;
    }

    @Bean
    MeterRegistry acmeRegistry() {
        return new SimpleMeterRegistry();
    }
}
