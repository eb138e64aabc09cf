package io.github.dynamocached.benchmarks.faults;

import java.util.List;
import java.util.Locale;

/** What came of one fault for one contender: a row of the report. */
record Result(
        Contender contender,
        Fault fault,
        boolean started,
        long calls,
        long errors,
        double p99Millis,
        double worstMillis,
        long writes,
        long lostEvictions,
        long staleReads) {

    /** What stands above the rows. */
    static final String HEADER = """
            | Redis ... | cache | calls | errors to callers | added p99, ms | added worst, ms | writes | items whose eviction was lost, of 40 | stale reads at rest, of 80 |
            |---|---|--:|--:|--:|--:|--:|--:|--:|""";

    static Result notStarted(Contender contender, Fault fault) {
        return new Result(contender, fault, false, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * The result of a run.
     *
     * @param calls those that began during the fault
     * @param staleReads for each item, how many nodes read it stale at rest
     */
    static Result of(Contender contender, Fault fault, List<Caller.Call> calls, List<Long> staleReads) {
        long[] nanos =
                calls.stream().mapToLong(Caller.Call::addedNanos).sorted().toArray();
        return new Result(
                contender,
                fault,
                true,
                calls.size(),
                calls.stream().filter(Caller.Call::failed).count(),
                nanos[(int) Math.min(nanos.length - 1, Math.ceil(nanos.length * 0.99) - 1)] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                calls.stream().filter(Caller.Call::isWrite).count(),
                staleReads.stream().filter(reads -> reads > 0).count(),
                staleReads.stream().mapToLong(Long::longValue).sum());
    }

    /** The row. */
    String row() {
        String beginning = "| " + fault.title() + " | " + contender.title() + " | ";
        return started
                ? beginning
                        + String.format(
                                Locale.ROOT,
                                "%,d | %,d | %,.1f | %,.1f | %,d | %d | %d |",
                                calls,
                                errors,
                                p99Millis,
                                worstMillis,
                                writes,
                                lostEvictions,
                                staleReads)
                : beginning + "the application does not start | | | | | | |";
    }
}
