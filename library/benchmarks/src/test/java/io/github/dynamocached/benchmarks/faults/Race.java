package io.github.dynamocached.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A race for an item that is not cached, while Redis works. */
enum Race {
    /** 100 callers on two nodes read the item at once. */
    STAMPEDE("stampede") {
        @Override
        void run(String id, ItemTable table, List<Items> nodes, ExecutorService threads) throws Exception {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Future<Item>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Items node = nodes.get(i % nodes.size());
                calls.add(threads.submit(() -> {
                    start.await();
                    return node.find(id);
                }));
            }
            for (Future<Item> call : calls) {
                call.get();
            }
        }
    },
    /** One node writes and evicts the item while the other node loads it. */
    EVICTED_DURING_LOAD("evicted during a load") {
        @Override
        void run(String id, ItemTable table, List<Items> nodes, ExecutorService threads) throws Exception {
            ItemTable.HeldRead load = table.holdNextRead(id);
            Future<Item> reader = threads.submit(() -> nodes.get(0).find(id));
            load.awaitAnswer();
            nodes.get(1).save(id);
            Thread.sleep(EVICTION_MILLIS);
            load.letGo().countDown();
            reader.get();
        }
    };

    private static final int CALLERS = 100;

    /** Spring Data Redis does not wait for the answer to an eviction. */
    private static final long EVICTION_MILLIS = 50;

    private final String title;

    Race(String title) {
        this.title = title;
    }

    /** The name in the report. */
    String title() {
        return title;
    }

    /** Runs the race for one item. Returns when all calls have ended. */
    abstract void run(String id, ItemTable table, List<Items> nodes, ExecutorService threads) throws Exception;
}
