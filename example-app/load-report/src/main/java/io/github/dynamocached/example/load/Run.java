package io.github.dynamocached.example.load;

import io.github.dynamocached.servers.DynamoDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Measures what a plan says. Both applications run at the same time and are measured in turns, so both meet the same machine. */
final class Run {

    private final Plan plan;
    private final Path jar;
    private final Progress progress;
    private final Results results = new Results();

    Run(Plan plan, Path jar, Progress progress) {
        this.plan = plan;
        this.jar = jar;
        this.progress = progress;
    }

    Results measure() throws IOException {
        try (DynamoDbServer dynamoDb = DynamoDbServer.start()) {
            for (Duration latency : plan.latencies()) {
                measure(dynamoDb, latency);
            }
        }
        return results;
    }

    private void measure(DynamoDbServer dynamoDb, Duration latency) throws IOException {
        Map<Subject, RunningExample> examples = new EnumMap<>(Subject.class);
        try {
            for (Subject subject : Subject.values()) {
                tell(latency, subject, "start and warm up");
                RunningExample example = RunningExample.start(jar, subject, dynamoDb, latency);
                examples.put(subject, example);
                load(example).closed(Traffic.STEADY, plan.callers(), plan.warmUp(), new Answers());
            }
            for (Traffic traffic : Traffic.values()) {
                examples.forEach((subject, example) -> {
                    tell(latency, subject, traffic.title());
                    results.addOpen(latency, traffic, subject, open(example, traffic, plan.time()));
                });
            }
            examples.forEach((subject, example) -> {
                tell(latency, subject, "largest throughput");
                results.addClosed(latency, subject, closed(example));
            });
            if (latency.equals(plan.latencies().get(0))) {
                outages(Objects.requireNonNull(examples.get(Subject.WITH)));
            }
        } finally {
            examples.values().forEach(RunningExample::close);
        }
    }

    private void tell(Duration latency, Subject subject, String what) {
        progress.step("DynamoDB + " + latency.toMillis() + " ms, " + subject.title() + " the cache: " + what);
    }

    private void outages(RunningExample example) {
        for (Traffic traffic : plan.outages()) {
            progress.step("Redis is away: " + traffic.title());
            results.addOutage(traffic, outage(example, traffic));
        }
    }

    /** Redis is paused in the middle third: it accepts connections and bytes, and answers nothing. */
    private Measured outage(RunningExample example, Traffic traffic) {
        load(example).open(traffic, plan.rate(), plan.leadIn(), new Answers());
        long millis = plan.outage().toMillis();
        CompletableFuture<Void> away = CompletableFuture.runAsync(
                        () -> example.redis().pause(), after(millis))
                .thenRunAsync(() -> example.redis().resume(), after(millis));
        Duration time = plan.outage().multipliedBy(3);
        Measured measured = measured(example, time, answers -> load(example).open(traffic, plan.rate(), time, answers));
        away.join();
        return measured;
    }

    private static Executor after(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private Measured open(RunningExample example, Traffic traffic, Duration time) {
        load(example).open(traffic, plan.rate(), plan.leadIn(), new Answers());
        return measured(example, time, answers -> load(example).open(traffic, plan.rate(), time, answers));
    }

    private Measured closed(RunningExample example) {
        return measured(
                example,
                plan.saturated(),
                answers -> load(example).closed(Traffic.ZIPF, plan.callers(), plan.saturated(), answers));
    }

    private static Measured measured(RunningExample example, Duration time, Function<Answers, Recording> traffic) {
        Answers answers = new Answers();
        Usage application = example.usage();
        Usage redis = Usage.of(example.redis());
        Recording recording = traffic.apply(answers);
        return new Measured(
                recording,
                time,
                answers,
                Measured.Share.between(application, example.usage()),
                Measured.Share.between(redis, Usage.of(example.redis())));
    }

    private static Load load(RunningExample example) {
        return new Load(example.port());
    }
}
