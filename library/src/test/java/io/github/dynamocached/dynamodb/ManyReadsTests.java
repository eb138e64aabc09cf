package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;

/** Requests that read several items, of several tables: each part is consistent, or the load is not proven. */
class ManyReadsTests extends TwoTablesFixture {

    private final InMemoryServer server = new InMemoryServer();
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final Node node = Node.on(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            Node.SETTINGS.with().consistency(Consistency.EVENTUAL).build());

    @BeforeEach
    void evict() {
        node.evict(slot);
        SENT.clear();
    }

    @AfterEach
    void closeNode() {
        node.close();
    }

    private void assertProven(BlockingLoader load) {
        assertLives(true, load);
    }

    private void assertShort(BlockingLoader load) {
        assertLives(false, load);
    }

    private void assertLives(boolean expected, BlockingLoader load) {
        Outcome outcome = node.read(slot, () -> {
            assertThat(load.load()).isNotNull();
            return "value";
        });
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, () -> "loaded again").source())
                .isEqualTo(expected ? Outcome.Source.HIT : Outcome.Source.MISS);
    }

    @Test
    void everyTableOfABatchIsReadConsistently() {
        List<Double> units = new ArrayList<>();
        assertProven(() -> {
            BatchGetItemResponse response = batchGet(Map.of(US, keys(null), EU, keys(null)));
            response.consumedCapacity().stream()
                    .map(ConsumedCapacity::capacityUnits)
                    .forEach(units::add);
            return response;
        });
        assertThat(units).containsExactly(1.0, 1.0);
    }

    @Test
    void oneTableThatItsCallerReadsEventuallyMakesTheBatchUnproven() {
        assertShort(() -> batchGet(Map.of(US, keys(null), EU, keys(false))));
        assertThat(((BatchGetItemRequest) SENT.get(0)).requestItems())
                .hasEntrySatisfying(
                        US, table -> assertThat(table.consistentRead()).isTrue())
                .hasEntrySatisfying(
                        EU, table -> assertThat(table.consistentRead()).isFalse());
    }

    @Test
    void batchOutsideALoadIsLeftAlone() {
        assertThat(batchGet(Map.of(US, keys(null), EU, keys(null))).consumedCapacity())
                .allSatisfy(consumed -> assertThat(consumed.capacityUnits()).isEqualTo(0.5));
    }

    @Test
    void transactionOverSeveralTablesIsProven() {
        assertProven(() -> transactGet(US, EU));
    }

    @Test
    void transactionAndBatchTogetherAreProven() {
        assertProven(() -> {
            transactGet(US, EU);
            return batchGet(Map.of(US, keys(null)));
        });
    }

    @Test
    void readOfAnIndexBesideATransactionOrABatchMakesTheLoadUnproven() {
        assertShort(() -> {
            transactGet(US, EU);
            return queryOfIndex(EU);
        });
        evict();
        assertShort(() -> {
            queryOfIndex(US);
            return batchGet(Map.of(US, keys(null), EU, keys(null)));
        });
    }

    @Test
    void statementsOverSeveralTablesAreReadConsistently() {
        assertProven(() -> {
            execute(selectOf(US));
            return execute(selectOf(EU));
        });
        assertThat(SENT)
                .allSatisfy(sent -> assertThat(((ExecuteStatementRequest) sent).consistentRead())
                        .isTrue());
    }

    @Test
    void statementOnAnIndexBesideOneOnItsTableMakesTheLoadUnproven() {
        assertShort(() -> {
            execute(selectOf(US));
            return execute(selectOfIndexOf(US));
        });
        assertThat(((ExecuteStatementRequest) SENT.get(0)).consistentRead()).isTrue();
        assertThat(((ExecuteStatementRequest) SENT.get(1)).consistentRead()).isNull();
    }

    @Test
    void everyStatementOfABatchIsReadConsistently() {
        assertProven(() -> executeBatch(batched(selectOf(US), null), batched(selectOf(EU), null)));
        assertThat(sentBatch())
                .extracting(BatchStatementRequest::consistentRead)
                .containsExactly(true, true);
    }

    @Test
    void statementOfABatchThatItsCallerReadsEventuallyMakesItUnproven() {
        assertShort(() -> executeBatch(batched(selectOf(US), false), batched(selectOf(EU), null)));
        assertThat(sentBatch())
                .extracting(BatchStatementRequest::consistentRead)
                .containsExactly(false, true);
    }

    @Test
    void writesOfABatchOfStatementsAreNoReads() {
        assertShort(() -> executeBatch(batched(updateOf(US), null), batched(updateOf(EU), null)));
        assertThat(sentBatch())
                .extracting(BatchStatementRequest::consistentRead)
                .containsOnlyNulls();
    }

    @Test
    void statementsOfATransactionAreProven() {
        assertProven(() -> executeTransaction(selectOf(US), selectOf(EU)));
    }

    @Test
    void transactionOfWritesIsNoRead() {
        assertShort(() -> executeTransaction(updateOf(US), updateOf(EU)));
    }

    @Test
    void statementOnAnIndexBesideATransactionMakesTheLoadUnproven() {
        assertShort(() -> {
            executeTransaction(selectOf(US), selectOf(EU));
            return execute(selectOfIndexOf(EU));
        });
    }

    @Test
    void statementThatIsMissingFailsAsItDoesWithoutUs() {
        Throwable without = catchThrowable(() -> CLIENT.executeStatement(statement -> {}));
        Throwable within = catchThrowable(() ->
                node.read(slot, () -> CLIENT.executeStatement(statement -> {}).toString()));
        assertThat(without).isInstanceOf(software.amazon.awssdk.core.exception.SdkException.class);
        assertThat(within).hasCauseInstanceOf(without.getClass());
    }
}
