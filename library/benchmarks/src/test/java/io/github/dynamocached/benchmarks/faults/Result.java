package io.github.dynamocached.benchmarks.faults;

import java.util.List;
import java.util.Locale;

/** The result of one fault for one contender: a row of the report. */
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

    /** The header of the table. */
    static final String HEADER = """
            | Redis ... | cache | calls | errors to callers | added p99, ms | added worst, ms | writes | lost evictions | stale reads |
            |---|---|--:|--:|--:|--:|--:|--:|--:|""";

    static Result notStarted(Contender contender, Fault fault) {
        return new Result(contender, fault, false, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * The result of a run.
     *
     * @param calls the calls that began during the fault
     * @param staleReads for each item, the number of nodes that still read it stale after the fault
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
