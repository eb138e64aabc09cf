package io.github.dynamocached.dynamodb;

import io.github.dynamocached.load.ItemCoverage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** What the reads of DynamoDB return of items, as their requests say it. */
final class ReadShapes {

    private static final List<ItemCoverage> LEAST_LAST =
            List.of(ItemCoverage.COUNTED, ItemCoverage.WHOLE, ItemCoverage.OF_INDEX, ItemCoverage.PARTIAL);

    private ReadShapes() {}

    /** What a read returns; of several statements, tables or items the least. */
    static ItemCoverage of(SdkRequest read) {
        return all(read).max(Comparator.comparing(LEAST_LAST::indexOf)).orElse(ItemCoverage.WHOLE);
    }

    private static Stream<ItemCoverage> all(SdkRequest read) {
        if (read instanceof GetItemRequest get) {
            return Stream.of(ofItem(get.projectionExpression(), get.attributesToGet()));
        }
        if (read instanceof QueryRequest query) {
            ItemCoverage ofItem = ofItem(query.projectionExpression(), query.attributesToGet());
            return Stream.of(ofPage(query.select(), ofItem, query.indexName()));
        }
        if (read instanceof ScanRequest scan) {
            ItemCoverage ofItem = ofItem(scan.projectionExpression(), scan.attributesToGet());
            return Stream.of(ofPage(scan.select(), ofItem, scan.indexName()));
        }
        if (read instanceof BatchGetItemRequest batch) {
            return batch.requestItems().values().stream()
                    .map(table -> ofItem(table.projectionExpression(), table.attributesToGet()));
        }
        if (read instanceof TransactGetItemsRequest transaction) {
            return transaction.transactItems().stream()
                    .map(item -> ofItem(item.get().projectionExpression(), List.of()));
        }
        return statements(read).filter(PartiQl::isSelect).map(ReadShapes::ofStatement);
    }

    private static Stream<String> statements(SdkRequest read) {
        if (read instanceof ExecuteStatementRequest one) {
            return Stream.of(one.statement());
        }
        if (read instanceof BatchExecuteStatementRequest batch) {
            return batch.statements().stream().map(statement -> statement.statement());
        }
        return read instanceof ExecuteTransactionRequest transaction
                ? transaction.transactStatements().stream().map(statement -> statement.statement())
                : Stream.empty();
    }

    private static ItemCoverage ofItem(@Nullable String projection, List<String> attributes) {
        return projection == null && attributes.isEmpty() ? ItemCoverage.WHOLE : ItemCoverage.PARTIAL;
    }

    private static ItemCoverage ofPage(@Nullable Select select, ItemCoverage ofItem, @Nullable String index) {
        if (select == Select.COUNT) {
            return ItemCoverage.COUNTED;
        }
        if (ofItem == ItemCoverage.PARTIAL
                || select == Select.SPECIFIC_ATTRIBUTES
                || select == Select.ALL_PROJECTED_ATTRIBUTES) {
            return ItemCoverage.PARTIAL;
        }
        return index == null || select == Select.ALL_ATTRIBUTES ? ItemCoverage.WHOLE : ItemCoverage.OF_INDEX;
    }

    private static ItemCoverage ofStatement(String select) {
        if (!PartiQl.selectsAll(select)) {
            return ItemCoverage.PARTIAL;
        }
        return PartiQl.namesNoIndex(select) ? ItemCoverage.WHOLE : ItemCoverage.OF_INDEX;
    }
}
