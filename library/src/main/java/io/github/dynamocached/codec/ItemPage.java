package io.github.dynamocached.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One page of a query or a scan.
 *
 * @param items the items, null if only their number was asked for
 * @param count the number of items that passed the filter; DynamoDB always says it
 * @param scanned the number of items before the filter; DynamoDB always says it
 * @param lastKey the key after which the next page begins, null on the last page
 */
public record ItemPage(
        @Nullable List<Map<String, AttributeValue>> items,
        @Nullable Integer count,
        @Nullable Integer scanned,
        @Nullable Map<String, AttributeValue> lastKey) {

    /** Shows the counts, but no item. */
    @Override
    public String toString() {
        return "page of " + count + " items";
    }
}
