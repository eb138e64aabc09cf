package io.github.dynamocached.breaker;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.WorkTracing;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers for one kind of command, one for each primary: if one of several hangs, only its keys are blocked.
 *
 * <p>A failover gives a primary a new identity, so the new one starts with a closed breaker. A former primary is forgotten
 * when the next one appears, or a minute later.
 *
 * <p>Listeners are notified of one state, the worst of all primaries.
 *
 * @param <P> what identifies a primary
 */
public final class Breakers<P> {

    /** The logger of everything that is said about a connection to Redis, so that its lines are filtered together. */
    static final String LOGGER = "io.github.dynamocached.redis.RedisConnection";

    private static final Logger log = LoggerFactory.getLogger(Breakers.LOGGER);

    private final CommandKind kind;
    private final BreakerSettings settings;
    private final CommandLimit limit;
    private final Supplier<? extends Collection<P>> primaries;
    private final Function<P, RefusedServer> server;
    private final StoreListener listener;
    private final Worst worst = new Worst();
    private final ConcurrentMap<P, Breaker> byPrimary = new ConcurrentHashMap<>();
    private final Breaker ofNobody;
    private CircuitState told = CircuitState.CLOSED;

    /**
     * No breakers yet.
     *
     * @param kind the commands that they judge
     * @param settings their limits
     * @param limit how long a command is waited for
     * @param primaries the current primaries
     * @param server the server of a primary
     * @param listener is notified of changes and of failed commands
     */
    public Breakers(
            CommandKind kind,
            BreakerSettings settings,
            CommandLimit limit,
            Supplier<? extends Collection<P>> primaries,
            Function<P, RefusedServer> server,
            StoreListener listener) {
        this.kind = kind;
        this.settings = settings;
        this.limit = limit;
        this.primaries = primaries;
        this.server = server;
        this.listener = listener;
        this.ofNobody = breakerOf(RefusedServer.named("Redis"));
    }

    private Breaker breakerOf(RefusedServer met) {
        return new Breaker(kind, met, settings, limit, System::nanoTime, worst);
    }

    /**
     * The breaker of a primary; a separate one if no primary is known for a key.
     *
     * @param primary the primary, null if it is unknown
     * @return its breaker
     */
    public Breaker of(@Nullable P primary) {
        if (primary == null) {
            return ofNobody;
        }
        Breaker known = byPrimary.get(primary);
        return known == null ? meet(primary) : known;
    }

    /**
     * How the breaker of a primary stands, without creating one.
     *
     * @param primary the primary
     * @return the state, closed for a primary without a breaker
     */
    public CircuitState stateOf(P primary) {
        Breaker known = byPrimary.get(primary);
        return known == null ? CircuitState.CLOSED : known.state();
    }

    private synchronized Breaker meet(P primary) {
        forgetFormer();
        return byPrimary.computeIfAbsent(primary, met -> breakerOf(server.apply(met)));
    }

    /** Forgets former primaries. */
    public synchronized void forgetFormer() {
        Set<P> current = Set.copyOf(primaries.get());
        byPrimary.forEach((known, breaker) -> {
            if (!current.contains(known)) {
                byPrimary.remove(known);
                tellForgotten(known, breaker);
            }
        });
        tellChange();
    }

    private void tellForgotten(P former, Breaker breaker) {
        if (breaker.state() != CircuitState.CLOSED) {
            log.info("{} is no longer a primary. Its circuit breaker for {} was open.", nameOf(former), kind.plural());
        }
    }

    private String nameOf(P primary) {
        return server.apply(primary).name();
    }

    /**
     * Notifies a listener of the current state.
     *
     * @param other the listener
     */
    public synchronized void tellState(StoreListener other) {
        other.onCircuit(kind.plural(), told);
    }

    private synchronized void tellChange() {
        CircuitState worst = worst();
        if (worst != told) {
            told = worst;
            listener.onCircuit(kind.plural(), worst);
        }
    }

    private CircuitState worst() {
        CircuitState worst = ofNobody.state();
        for (Breaker breaker : byPrimary.values()) {
            CircuitState state = breaker.state();
            boolean isWorse = state == CircuitState.OPEN || worst == CircuitState.CLOSED;
            worst = isWorse ? state : worst;
        }
        return worst;
    }

    /** Listens to the breakers. */
    private final class Worst implements StoreListener {

        @Override
        public boolean timesCommands() {
            return listener.timesCommands();
        }

        @Override
        public @Nullable WorkTracing tracing() {
            return listener.tracing();
        }

        @Override
        public void onCommand(String command, long nanos) {
            listener.onCommand(command, nanos);
        }

        @Override
        public void onCommandFailure(String command, CommandFailure reason) {
            listener.onCommandFailure(command, reason);
        }

        @Override
        public void onCircuit(String commands, CircuitState state) {
            tellChange();
        }
    }
}
