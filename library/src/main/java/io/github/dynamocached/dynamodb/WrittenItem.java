package io.github.dynamocached.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item that a request writes.
 *
 * @param table the name or the ARN of its table, null if the request has none
 * @param shown the attributes that the request shows of it; null for any items of the table
 * @param isUnclear whether it may be any item only because a statement is not understood
 */
record WrittenItem(@Nullable String table, @Nullable Map<String, AttributeValue> shown, boolean isUnclear) {

    static WrittenItem of(@Nullable String table, @Nullable Map<String, AttributeValue> shown) {
        return new WrittenItem(table, shown, false);
    }

    static WrittenItem anyOf(@Nullable String table) {
        return new WrittenItem(table, null, false);
    }

    static WrittenItem unclear(String table) {
        return new WrittenItem(table, null, true);
    }
}
