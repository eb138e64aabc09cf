package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.load.Loader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/** Loads that read with every kind of client: each reads consistently and is proven. */
class LoadClientsTests extends TurnLoadsFixture {

    private static final QueryConditional SESSION = QueryConditional.keyEqualTo(
            Key.builder().partitionValue(TurnsTable.SESSION).build());

    @Test
    void asynchronousReadIsProven() {
        assertProven(1, () -> turns.asyncClient().getItem(turns.get(1)).join());
    }

    @Test
    void readsOfEnhancedClientAreProven() {
        assertProven(4, () -> {
            turns.table().getItem(Turn.of(TurnsTable.SESSION, 1, ""));
            turns.table().scan().items().forEach(turn -> {});
            return pages(
                    turns.table().query(query -> query.queryConditional(SESSION).limit(2)).items().stream());
        });
    }

    @Test
    void pagesOfPaginatorAreProven() {
        assertProven(4, () -> pages(turns.client().queryPaginator(turns.pages()).items().stream()));
    }

    @Test
    void readOfAsynchronousEnhancedClientIsProven() {
        assertProven(
                1,
                () -> turns.asyncTable()
                        .getItem(Turn.of(TurnsTable.SESSION, 1, ""))
                        .join());
    }

    @Test
    void pagesOfPublisherAreProvenAlthoughSdkThreadsAskForThem() {
        assertProven(
                4,
                () -> Flux.from(turns.asyncClient()
                                .queryPaginator(turns.pages())
                                .items())
                        .count()
                        .block());
    }

    @Test
    void pagesOfEnhancedPublisherAreProvenAlthoughSdkThreadsAskForThem() {
        assertProven(
                4,
                () -> Flux.from(turns.asyncTable()
                                .query(query -> query.queryConditional(SESSION).limit(1))
                                .items())
                        .count()
                        .block());
    }

    @Test
    void composedReadIsProvenAlthoughAnSdkThreadMakesIt() {
        assertProven(
                3,
                () -> turns.asyncClient()
                        .getItem(turns.get(1))
                        .thenCompose(got -> turns.asyncClient().getItem(turns.get(2)))
                        .thenCompose(got -> turns.asyncClient().query(turns.pages()))
                        .join());
    }

    @Test
    void loadThatReturnsAFutureIsProven() {
        Loader loader = () -> turns.asyncClient()
                .getItem(turns.get(1))
                .thenCompose(got -> turns.asyncClient().query(turns.pages()))
                .thenApply(queried -> "value");
        Outcome outcome =
                node.readAsync(slot, loader, threads).toCompletableFuture().join();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        assertProven(2);
    }

    @Test
    void loadThatReturnsAFutureOfAnotherThreadsReadLivesShort() {
        Loader loader = () -> turns.asyncClient()
                .getItem(turns.get(1))
                .thenComposeAsync(got -> turns.asyncClient().query(turns.pages()), threads)
                .thenApply(queried -> "value");
        Outcome outcome =
                node.readAsync(slot, loader, threads).toCompletableFuture().join();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        assertShort(2);
    }

    private static long pages(Stream<?> items) {
        return items.count();
    }
}
