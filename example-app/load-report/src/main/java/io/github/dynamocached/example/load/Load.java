package io.github.dynamocached.example.load;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpRequestStepBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Sends traffic with Hyperfoil.
 *
 * <p>The load is open: requests begin at random times with the wanted rate, whether or not earlier ones were answered. So a slow
 * service has more requests at once, and their waiting counts, as it does with real callers. A closed load, where each caller
 * waits for its answer, only measures the largest throughput.
 */
final class Load {

    private static final int CONNECTIONS = 256;
    private static final long TIMEOUT_MILLIS = 10_000;

    /** As many requests as can begin before the first of them has timed out, and some more. */
    private static final int SESSIONS_FOR_A_SECOND = 15;

    private static final long SECOND_MILLIS = 1_000;
    private static final long SEED = 27;

    private final String address;

    Load(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Requests with a rate. */
    Recording open(Traffic traffic, double rate, Duration time, Answers answers) {
        return run(
                traffic,
                time,
                answers,
                (phase, share) -> phase.constantRate(0)
                        .usersPerSec(rate * share)
                        .maxSessions((int) Math.ceil(rate * share * SESSIONS_FOR_A_SECOND)));
    }

    /** As many requests as so many callers can send. */
    Recording closed(Traffic traffic, int callers, Duration time, Answers answers) {
        return run(traffic, time, answers, (phase, share) -> phase.always((int) Math.ceil(callers * share)));
    }

    private Recording run(
            Traffic traffic,
            Duration time,
            Answers answers,
            BiFunction<PhaseBuilder.Catalog, Double, PhaseBuilder<?>> model) {
        BenchmarkBuilder benchmark =
                BenchmarkBuilder.builder().name("load").threads(1).statisticsCollectionPeriod(SECOND_MILLIS);
        benchmark
                .addPlugin(HttpPluginBuilder::new)
                .http(address)
                .allowHttp2(false)
                .sharedConnections(CONNECTIONS)
                .requestTimeout(TIMEOUT_MILLIS);
        RandomGenerator random = new SplittableRandom(SEED);
        for (Traffic.Part part : traffic.parts()) {
            PhaseBuilder<?> phase = model.apply(benchmark.addPhase(part.call().name()), part.share());
            phase.duration(time.toMillis());
            request(phase, part, random, answers);
        }
        Recording recording = new Recording();
        new LocalSimulationRunner(
                        benchmark.build(),
                        (phase, step, metric, snapshot, last) ->
                                recording.add(Call.valueOf(phase.name()), snapshot.sequenceId, snapshot),
                        null,
                        null)
                .run();
        return recording;
    }

    private static void request(PhaseBuilder<?> phase, Traffic.Part part, RandomGenerator random, Answers answers) {
        Call call = part.call();
        HttpRequestStepBuilder request = phase.scenario()
                .initialSequence("call")
                .step(HttpStepCatalog.SC)
                .httpRequest(call.method())
                .path(session -> call.path(part.keys().next(random)));
        if (call.isWrite()) {
            request.headers().header("Content-Type", "application/json").endHeaders();
            request.body(call.body());
        }
        request.handler()
                .header((sent, name, value) -> answers.header(name, value))
                .endHandler();
    }
}
