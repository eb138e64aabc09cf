package io.github.dynamocached.benchmarks;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * What it costs a hit from a real Redis to be counted, with and without histograms, and to be observed. The meters may take at most
 * three of a hundred. Compare the processor time, {@code ProcessCpu}: most of the time of a hit is a wait.
 */
public class MetersBenchmark extends HitBenchmark {

    /** What watches the hits. */
    public enum Watch {
        /** Nothing: meters and observations are switched off. */
        NOTHING,
        /** The meters, as they are by default. */
        METERS,
        /** The meters, each timer with a histogram. */
        HISTOGRAMS,
        /** The meters, and an observation of each command, which makes one timer more. */
        OBSERVATIONS
    }

    /** What watches. */
    @Param
    public Watch watch = Watch.NOTHING;

    private static boolean withHistograms;

    private ConfigurableApplicationContext application;
    private Subject hits;

    /** Starts an application, as the starter configures it, and fills its cache. */
    @Setup
    public void start() throws Throwable {
        withHistograms = watch == Watch.HISTOGRAMS;
        application = new SpringApplicationBuilder(ProductsApplication.class, Observed.class)
                .properties(ProductsApplication.PROPERTIES)
                .properties(
                        "spring.data.redis.host=127.0.0.1",
                        "spring.data.redis.port=" + BenchmarkRedis.port(),
                        "dynamocached.metrics.enabled=" + (watch != Watch.NOTHING),
                        "dynamocached.observations.enabled=" + (watch == Watch.OBSERVATIONS))
                .run();
        MeterRegistry registry = application.getBean(MeterRegistry.class);
        Products products = application.getBean(Products.class);
        hits = Subject.hits(application, Product.of(ID), () -> products.entity(ID));
        int counted = registry.find("dynamocached.reads").meters().size();
        if ((counted > 0) != (watch != Watch.NOTHING)) {
            throw new IllegalStateException("The meters are not as the parameter says.");
        }
    }

    /** Stops it. Fails if some calls were no hits. */
    @TearDown
    public void stop() throws Exception {
        hits.check();
        hits.close();
    }

    /** One hit. */
    @Benchmark
    public Object hit() throws Throwable {
        return hits.call();
    }

    /** The filter has to be there before the first meter is. */
    record HistogramsAtOnce(boolean asked) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof MeterRegistry registry && asked) {
                registry.config().meterFilter(new Histograms());
            }
            return bean;
        }
    }

    /** What {@code management.metrics.distribution.percentiles-histogram} does. */
    private static final class Histograms implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder()
                    .percentilesHistogram(true)
                    .build()
                    .merge(config);
        }
    }

    /** The registry of observations that Spring Boot has, with its handler of meters. */
    static class Observed {

        @Bean
        static HistogramsAtOnce histograms() {
            return new HistogramsAtOnce(withHistograms);
        }

        @Bean
        ObservationRegistry observations(MeterRegistry meters) {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
            return registry;
        }
    }
}
