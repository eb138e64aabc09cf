package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the server and back. It is executed and answered in two steps, or in one where the scenario
 * does not tell them apart. It may be given up before or after its execution, be executed although it was given up, and
 * be executed once more.
 */
final class SearchCommand<T> {

    /** One way in which the server may execute a command. There are several only where the server's state is left open. */
    record Way<T>(String verb, Supplier<CompletionStage<T>> operation) {}

    private final String name;
    private final SearchClient.Kind kind;
    private final SearchClient client;
    private final boolean whole;
    private final List<Way<T>> ways;
    private final Function<T, String> description;
    private final CompletableFuture<T> caller = new CompletableFuture<>();
    private int executions;
    private boolean givenUp;
    private boolean closed;
    private int reign;
    private @Nullable CompletableFuture<T> reply;

    SearchCommand(
            String name,
            SearchClient.Kind kind,
            SearchClient client,
            boolean whole,
            List<Way<T>> ways,
            Function<T, String> description) {
        this.name = name;
        this.kind = kind;
        this.client = client;
        this.whole = whole;
        this.ways = ways;
        this.description = description;
    }

    CompletableFuture<T> caller() {
        return caller;
    }

    void addSteps(List<SearchStep> steps, SearchFaults faults) {
        if (closed) {
            return;
        }
        if (executions == 0) {
            ways.forEach(way -> steps.add(execution(way)));
        }
        if (executions > 0 && !caller.isDone()) {
            steps.add(SearchStep.needed(() -> name + " is answered", this::answer));
        }
        if (!caller.isDone() && mayBeGivenUp(faults)) {
            String what = executions == 0 ? " is given up" : " loses its answer";
            steps.add(SearchStep.optional(() -> name + what, () -> giveUp(faults)));
        }
        if (executions == 1 && faults.mayHappen(SearchFaults.Kind.REPEATED)) {
            steps.add(SearchStep.optional(() -> name + " is executed again", () -> repeat(faults)));
        }
    }

    private boolean mayBeGivenUp(SearchFaults faults) {
        return faults.mayHappen(SearchFaults.Kind.GIVEN_UP)
                || (kind == SearchClient.Kind.EVICT && faults.mayHappen(SearchFaults.Kind.EVICTION_GIVEN_UP));
    }

    private SearchStep execution(Way<T> way) {
        return givenUp
                ? SearchStep.optional(() -> name + " " + way.verb + " late", () -> execute(way))
                : SearchStep.needed(() -> name + " " + way.verb, () -> execute(way));
    }

    private void execute(Way<T> way) {
        executions++;
        reign = client.reign();
        if (kind != SearchClient.Kind.READ && client.isAtReplica()) {
            close();
            client.meets(reign + 1);
            return;
        }
        reply = way.operation.get().toCompletableFuture();
        if (whole && !givenUp) {
            answer();
        }
    }

    private void repeat(SearchFaults faults) {
        faults.happens();
        executions++;
        T unused = ways.get(0).operation.get().toCompletableFuture().join();
    }

    private void answer() {
        CompletableFuture<T> answered = reply;
        if (answered != null) {
            T value = answered.join();
            client.meets(reign);
            if (isAwaited()) {
                client.sees(name + "=" + description.apply(value));
            }
            caller.complete(value);
        }
    }

    /** Whether the owner does anything with the answer. */
    private boolean isAwaited() {
        return kind != SearchClient.Kind.RELEASE && kind != SearchClient.Kind.UNLOCK;
    }

    private void giveUp(SearchFaults faults) {
        faults.happens();
        givenUp = true;
        client.gaveUp();
        if (isAwaited()) {
            client.sees(name + " fails");
        }
        fail();
    }

    /** The connection is closed: the command is not executed any more, and not answered. */
    void close() {
        closed = true;
        if (!caller.isDone()) {
            client.gaveUp();
            client.sees(name + " is closed");
            fail();
        }
    }

    void fail() {
        caller.completeExceptionally(SearchStop.GIVEN_UP);
    }

    /** Executes and answers at once. */
    CompletableFuture<T> now() {
        execute(ways.get(0));
        if (!caller.isDone()) {
            answer();
        }
        return caller;
    }

    /** How far the command is, with the answer that is on its way. */
    String state() {
        CompletableFuture<T> held = reply;
        String answer = caller.isDone() || held == null ? "" : "=" + description.apply(held.join());
        return executions + (givenUp || closed ? "x" : caller.isDone() ? "." : "?") + answer;
    }
}
