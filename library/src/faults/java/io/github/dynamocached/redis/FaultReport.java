package io.github.dynamocached.redis;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.redis.FaultWorker.Cost;
import java.util.List;

/** What calls of some workers paid beside their loads. */
record FaultReport(String name, List<FaultWorker> workers) {

    /** Prints one phase of the work. */
    void print(String phase, long from, long to, long stale) {
        System.out.printf(
                "Fault, %s, %s: %s; %s; %,d values from memory in all, %,d evictions in all not acknowledged at once, %d values"
                        + " stale at rest%n",
                name,
                phase,
                costs("reads", false, from, to),
                costs("writes", true, from, to),
                workers.stream().mapToLong(FaultWorker::nearHits).sum(),
                unacknowledged(),
                stale);
    }

    private long unacknowledged() {
        return workers.stream()
                .flatMap(worker -> worker.operations().stream())
                .filter(operation -> operation.kind() == Kind.FAILED_EVICTION)
                .count();
    }

    private String costs(String what, boolean writes, long from, long to) {
        long[] nanos = workers.stream()
                .flatMap(worker -> worker.costs().stream())
                .filter(cost -> cost.write() == writes && cost.begin() >= from && cost.begin() < to)
                .mapToLong(Cost::nanos)
                .sorted()
                .toArray();
        return nanos.length == 0
                ? "no " + what
                : String.format(
                        "%,d %s, added p50 %.2f ms, p99 %.2f ms, worst %.1f ms",
                        nanos.length,
                        what,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) (nanos.length * 0.99)] / 1e6,
                        nanos[nanos.length - 1] / 1e6);
    }
}
