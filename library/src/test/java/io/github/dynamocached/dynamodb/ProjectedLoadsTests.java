package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** Loads that read some attributes of an item, with every kind of client and request: none fills the entity's slot. */
class ProjectedLoadsTests extends TurnLoadsFixture {

    private static final QueryConditional SESSION = QueryConditional.keyEqualTo(
            Key.builder().partitionValue(TurnsTable.SESSION).build());

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.cache");

    private int keys;

    private Slot slot(String variant) {
        keys++;
        return new Slot(CacheKey.of("users", List.of("key", keys)), variant);
    }

    /** Whether a load fills a slot that has not been read before. */
    private boolean isStored(String variant, BlockingLoader load) {
        Slot where = slot(variant);
        int[] loads = new int[1];
        for (int i = 0; i < 2; i++) {
            node.read(where, () -> {
                assertThat(load.load()).isNotNull();
                loads[0]++;
                return "value";
            });
        }
        return loads[0] == 1;
    }

    private void assertPartial(BlockingLoader load) {
        assertThat(isStored(Slot.ENTITY, load)).isFalse();
        assertThat(isStored("Text", load)).isTrue();
    }

    private Object projected() {
        return turns.client().getItem(turns.get(1).copy(get -> get.projectionExpression("mail")));
    }

    private Object whole() {
        return turns.client().getItem(turns.get(1));
    }

    @Test
    void wholeItemFillsTheSlotOfTheEntity() {
        assertThat(isStored(Slot.ENTITY, this::whole)).isTrue();
        assertThat(isStored(Slot.ENTITY, () -> turns.client().query(turns.pages())))
                .isTrue();
        assertThat(isStored(Slot.ENTITY, () -> statement("SELECT * FROM \"" + turns.name() + "\"")))
                .isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void itemOfAProjectionDoesNot() {
        assertPartial(this::projected);
        assertPartial(() -> turns.client().getItem(turns.get(1).copy(get -> get.attributesToGet("session"))));
        assertPartial(() -> turns.asyncClient()
                .getItem(turns.get(1).copy(get -> get.projectionExpression("mail")))
                .join());
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .hasSize(1)
                .allMatch(line -> line.contains("The load reads only some attributes of an item"));
    }

    @Test
    void pagesOfAProjectionDoNot() {
        assertPartial(() -> turns.client().query(turns.pages().copy(query -> query.projectionExpression("#session"))));
        assertPartial(() -> turns
                .table()
                .query(query -> query.queryConditional(SESSION).attributesToProject("session", "number", "text"))
                .items()
                .stream()
                .toList());
        assertPartial(
                () -> turns.client().scan(scan -> scan.tableName(turns.name()).projectionExpression("mail")));
        assertPartial(
                () -> turns.client().scan(scan -> scan.tableName(turns.name()).select(Select.COUNT)));
    }

    @Test
    void batchesAndTransactionsOfAProjectionDoNot() {
        assertPartial(() -> turns.client()
                .batchGetItem(batch -> batch.requestItems(Map.of(
                        turns.name(),
                        KeysAndAttributes.builder()
                                .keys(List.of(turns.get(1).key()))
                                .projectionExpression("mail")
                                .build()))));
        Get get = Get.builder()
                .tableName(turns.name())
                .key(turns.get(1).key())
                .projectionExpression("mail")
                .build();
        assertPartial(() -> turns.client()
                .transactGetItems(transaction -> transaction.transactItems(
                        TransactGetItem.builder().get(get).build())));
    }

    private Object statement(String text) {
        return turns.client().executeStatement(statement -> statement.statement(text));
    }

    @Test
    void statementsThatNameColumnsDoNot() {
        String from = " FROM \"" + turns.name() + "\" WHERE \"session\" = 's1'";
        assertPartial(() -> statement("SELECT mail" + from));
        BatchStatementRequest one = BatchStatementRequest.builder()
                .statement("SELECT mail" + from + " AND \"number\" = 1")
                .build();
        assertPartial(() -> turns.client().batchExecuteStatement(batch -> batch.statements(List.of(one))));
    }

    @Test
    void countBesideAWholeItemIsNoPartOfIt() {
        assertThat(isStored(Slot.ENTITY, () -> {
                    turns.client().query(turns.pages().copy(query -> query.select(Select.COUNT)));
                    return whole();
                }))
                .isTrue();
    }

    @Test
    void projectionBesideAWholeItemMayBeTheEntity() {
        assertThat(isStored(Slot.ENTITY, () -> List.of(whole(), projected()))).isFalse();
    }

    @Test
    void projectionOfANestedLoadCountsWhereItsResultIsAnEntity() {
        assertThat(isStored(
                        Slot.ENTITY,
                        () -> List.of(whole(), String.valueOf(node.read(slot(Slot.ENTITY), () -> "" + projected())))))
                .isFalse();
        assertThat(isStored(Slot.ENTITY, () -> {
                    return List.of(whole(), String.valueOf(node.read(slot("Text"), () -> "" + projected())));
                }))
                .isTrue();
    }

    @Test
    void projectionThatAnotherThreadReadsCountsWhereTheLoadReadsNothingWhole() {
        assertThat(isStored(
                        Slot.ENTITY,
                        () -> CompletableFuture.supplyAsync(this::projected, threads)
                                .join()))
                .isFalse();
        assertThat(isStored(Slot.ENTITY, () -> {
                    CompletableFuture.supplyAsync(this::projected, threads).join();
                    return whole();
                }))
                .isTrue();
    }
}
