package io.github.dynamocached.redis;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.StoreListener;
import java.time.Duration;
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
 * The circuit breakers of one kind of command, one for each primary: where one of several hangs, its keys alone are kept
 * back, and those of the others are served.
 *
 * <p>A primary is known by what identifies it to the client, which is another thing after a failover; so what takes over
 * is not judged by what its predecessor has failed. What is a primary no more is forgotten when the next one is met, or a
 * minute later.
 *
 * <p>Listeners hear of one state: that of the primary that is served least.
 *
 * @param <P> what identifies a primary
 */
final class Breakers<P> {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final CommandKind kind;
    private final BreakerSettings settings;
    private final Duration limit;
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
     * @param limit the time that a command has
     * @param primaries those that there are now
     * @param server what the log tells of a primary
     * @param listener hears of changes, and of commands that fail
     */
    Breakers(
            CommandKind kind,
            BreakerSettings settings,
            Duration limit,
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

    /** The breaker of a primary; another one where no primary is known for a key. */
    Breaker of(@Nullable P primary) {
        if (primary == null) {
            return ofNobody;
        }
        Breaker known = byPrimary.get(primary);
        return known == null ? meet(primary) : known;
    }

    private synchronized Breaker meet(P primary) {
        forgetFormer();
        return byPrimary.computeIfAbsent(primary, met -> breakerOf(server.apply(met)));
    }

    /** Forgets what is a primary no more. */
    synchronized void forgetFormer() {
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

    /** Tells a listener how it is now. */
    synchronized void tellState(StoreListener other) {
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

    /** Hears of one breaker. */
    private final class Worst implements StoreListener {

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
