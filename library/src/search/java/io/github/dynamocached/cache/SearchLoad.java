package io.github.dynamocached.cache;

import io.github.dynamocached.load.ItemCoverage;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadSteps;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A load under way: it reads the database in one step and returns in another. */
final class SearchLoad {

    private final String name;
    private final SearchClient client;
    private final SearchDatabase database;
    private final LoadContext context;
    private final BrokenVariant variant;
    private final CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
    private @Nullable String read;

    SearchLoad(String name, SearchClient client, SearchDatabase database, LoadContext context, BrokenVariant variant) {
        this.name = name;
        this.client = client;
        this.database = database;
        this.context = context;
        this.variant = variant;
    }

    CompletableFuture<@Nullable Object> end() {
        return end;
    }

    boolean isConsistent() {
        return context.isConsistent();
    }

    void addSteps(List<SearchStep> steps) {
        String result = read;
        if (end.isDone()) {
            return;
        }
        if (result != null) {
            steps.add(SearchStep.needed(() -> name + " returns " + result, () -> returns(result)));
        } else if (isConsistent()) {
            addRead(steps, database.newest(), " consistently");
        } else {
            for (int version = database.oldestVisible(); version <= database.newest(); version++) {
                addRead(steps, version, " eventually");
            }
        }
        SearchFaults faults = client.faults();
        if (faults.mayHappen(SearchFaults.Kind.FAILED_LOAD)) {
            steps.add(SearchStep.optional(() -> name + " fails", () -> fails(faults, SearchStop.FAILED_LOAD)));
        }
        if (faults.mayHappen(SearchFaults.Kind.ABANDONED_LOAD)) {
            steps.add(SearchStep.optional(() -> name + " is abandoned", () -> fails(faults, SearchStop.ABANDONED)));
        }
    }

    private void addRead(List<SearchStep> steps, int version, String how) {
        String text = SearchDatabase.text(version);
        steps.add(SearchStep.needed(() -> name + " reads " + text + how, () -> reads(text)));
    }

    private void reads(String text) {
        LoadSteps.addRead(context, variant.reported(isConsistent()), ItemCoverage.WHOLE);
        read = text;
    }

    private void returns(String text) {
        client.sees(name + "=" + text);
        end.complete(text);
    }

    private void fails(SearchFaults faults, RuntimeException failure) {
        faults.happens();
        client.sees(name + " fails");
        end.completeExceptionally(failure);
    }

    /** Reads the oldest that may be read, and returns. */
    void now() {
        reads(SearchDatabase.text(isConsistent() ? database.newest() : database.oldestVisible()));
        String result = read;
        if (result != null) {
            returns(result);
        }
    }

    void stop() {
        end.completeExceptionally(SearchStop.OVER);
    }

    String state() {
        return end.isDone() ? "" : read == null ? "?" : read;
    }
}
