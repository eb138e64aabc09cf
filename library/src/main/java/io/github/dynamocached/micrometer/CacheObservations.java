package io.github.dynamocached.micrometer;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.WorkTracing;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations of loads, background refreshes and Redis commands, in one registry. With Micrometer Tracing they are spans.
 * {@code docs/metrics.md} lists their names and tags. No tag holds a key or a value.
 *
 * <p>A load is a child of what its thread works on, and code within it sees it as the current observation. A refresh is a child
 * of what its reader worked on. A command is a child of its load, its refresh or its call. With a registry that is a no-op,
 * nothing is observed at all.
 */
public final class CacheObservations implements CacheListener {

    private static final LoadObservationConvention LOAD = new LoadObservationConvention() {};
    private static final RefreshObservationConvention REFRESH = new RefreshObservationConvention() {};
    private static final CommandObservationConvention COMMAND = new CommandObservationConvention() {};

    private final ObservationRegistry registry;
    private final @Nullable LoadObservationConvention loads;
    private final @Nullable RefreshObservationConvention refreshes;
    private final @Nullable CommandObservationConvention commands;

    /**
     * Observations under the usual names, or those of the global conventions of the registry.
     *
     * @param registry where they are observed
     */
    public CacheObservations(ObservationRegistry registry) {
        this(registry, null, null, null);
    }

    /**
     * Observations by conventions of the application.
     *
     * @param registry where they are observed
     * @param loads names loads, null for the usual names
     * @param refreshes names refreshes, null for the usual names
     * @param commands names commands, null for the usual names
     */
    public CacheObservations(
            ObservationRegistry registry,
            @Nullable LoadObservationConvention loads,
            @Nullable RefreshObservationConvention refreshes,
            @Nullable CommandObservationConvention commands) {
        this.registry = registry;
        this.loads = loads;
        this.refreshes = refreshes;
        this.commands = commands;
    }

    @Override
    public boolean isToldOfNearHits() {
        return false;
    }

    @Override
    public @Nullable WorkTracing tracing() {
        return registry.isNoop() ? null : new Tracing();
    }

    /** Tags have to be there from the beginning on, before the outcome is known. */
    static String known(@Nullable String outcome) {
        return outcome == null ? "none" : outcome;
    }

    private final class Tracing implements WorkTracing {

        @Override
        public Work load(String cacheName) {
            LoadObservationContext context = new LoadObservationContext(cacheName);
            return new Observed(Observation.start(loads, LOAD, () -> context, registry), context::setOutcome);
        }

        @Override
        public Work refresh(String cacheName, RefreshTrigger trigger) {
            RefreshObservationContext context = new RefreshObservationContext(cacheName, trigger);
            return new Observed(Observation.start(refreshes, REFRESH, () -> context, registry), context::setOutcome);
        }

        @Override
        public Work command(String command) {
            CommandObservationContext context = new CommandObservationContext(command);
            return new Observed(Observation.start(commands, COMMAND, () -> context, registry), context::setOutcome);
        }

        @Override
        public Place here() {
            Observation current = registry.getCurrentObservation();
            return current == null ? Place.NOWHERE : () -> scopeOf(current);
        }
    }

    private WorkTracing.Scope scopeOf(Observation observation) {
        if (registry.getCurrentObservation() == observation) {
            return WorkTracing.Scope.EMPTY;
        }
        return observation.openScope()::close;
    }

    /** One observation under way. */
    private final class Observed implements WorkTracing.Work {

        private final Observation observation;
        private final Consumer<String> outcomes;

        Observed(Observation observation, Consumer<String> outcomes) {
            this.observation = observation;
            this.outcomes = outcomes;
        }

        @Override
        public WorkTracing.Scope enter() {
            return scopeOf(observation);
        }

        @Override
        public void end(String outcome, @Nullable Throwable failure) {
            outcomes.accept(outcome);
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        }
    }
}
