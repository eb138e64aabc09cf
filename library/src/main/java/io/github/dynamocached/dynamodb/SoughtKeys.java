package io.github.dynamocached.dynamodb;

import io.github.dynamocached.load.SoughtItems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/**
 * The keys of the items that a read asks for: those of single items, and what a query of a table compares with {@code =}. Other
 * reads show none.
 *
 * @param read the request as it was sent
 */
record SoughtKeys(SdkRequest read) implements SoughtItems {

    private static final Pattern EQUALS = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    @Override
    public List<Map<String, Object>> in(String table) {
        return keysIn(table)
                .map(SoughtKeys::parts)
                .filter(parts -> !parts.isEmpty())
                .toList();
    }

    private Stream<Map<String, AttributeValue>> keysIn(String table) {
        if (read instanceof GetItemRequest get) {
            return names(get.tableName(), table) ? Stream.of(get.key()) : Stream.empty();
        }
        if (read instanceof QueryRequest query) {
            return names(query.tableName(), table) ? Stream.of(comparedWith(query)) : Stream.empty();
        }
        if (read instanceof BatchGetItemRequest batch) {
            return batch.requestItems().entrySet().stream()
                    .filter(asked -> names(asked.getKey(), table))
                    .flatMap(asked -> asked.getValue().keys().stream());
        }
        return read instanceof TransactGetItemsRequest transaction
                ? transaction.transactItems().stream()
                        .filter(item -> names(item.get().tableName(), table))
                        .map(item -> item.get().key())
                : Stream.empty();
    }

    private static boolean names(@Nullable String asked, String table) {
        return asked != null && TableBindings.nameOf(asked).equals(table);
    }

    private static Map<String, AttributeValue> comparedWith(QueryRequest query) {
        Map<String, AttributeValue> values = new HashMap<>();
        query.keyConditions().forEach((attribute, condition) -> {
            if (condition.comparisonOperator() == ComparisonOperator.EQ) {
                values.put(attribute, condition.attributeValueList().get(0));
            }
        });
        if (query.keyConditionExpression() != null) {
            Matcher equal = EQUALS.matcher(query.keyConditionExpression());
            while (equal.find()) {
                String name = equal.group(1);
                AttributeValue value = query.expressionAttributeValues().get(equal.group(2));
                if (value != null) {
                    values.put(query.expressionAttributeNames().getOrDefault(name, name), value);
                }
            }
        }
        return values;
    }

    private static Map<String, Object> parts(Map<String, AttributeValue> key) {
        Map<String, Object> parts = new HashMap<>();
        key.forEach((attribute, value) -> {
            Object part = KeyParts.of(value);
            if (part != null) {
                parts.put(attribute, part);
            }
        });
        return parts;
    }
}
