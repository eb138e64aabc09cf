package io.github.dynamocached.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * What a read asks of an item: all of it, some attributes as a whole, or parts of attributes.
 *
 * <p>A projection of whole attributes is cut out of the stored item. Parts are not, because only DynamoDB knows how it cuts
 * documents and lists.
 *
 * <p>This neither knows the grammar of DynamoDB nor its reserved words. So it must be used only after DynamoDB has accepted the
 * same {@link Text} once.
 */
final class Projection {

    /** The whole item. */
    static final Projection WHOLE = new Projection(List.of(), false);

    private static final Projection PARTS = new Projection(List.of(), true);

    /**
     * The parameters that say what is asked. Two reads with the same text are both accepted by DynamoDB, or both refused.
     *
     * @param expression the projection expression, null if there is none
     * @param names the placeholders of names, null if there are none
     * @param attributes the legacy list of attributes, null if there is none
     */
    record Text(
            @Nullable String expression,
            @Nullable Map<String, String> names,
            @Nullable List<String> attributes) {

        static Text of(GetItemRequest get) {
            return new Text(
                    get.projectionExpression(),
                    get.hasExpressionAttributeNames() ? get.expressionAttributeNames() : null,
                    get.hasAttributesToGet() ? get.attributesToGet() : null);
        }

        /** Whether a request says anything. */
        static boolean isIn(GetItemRequest get) {
            return get.projectionExpression() != null || get.hasExpressionAttributeNames() || get.hasAttributesToGet();
        }

        static Text of(KeysAndAttributes keys) {
            return new Text(
                    keys.projectionExpression(),
                    keys.hasExpressionAttributeNames() ? keys.expressionAttributeNames() : null,
                    keys.hasAttributesToGet() ? keys.attributesToGet() : null);
        }

        /** Whether nothing is said, so that the whole item is asked for. */
        boolean isEmpty() {
            return expression == null && names == null && attributes == null;
        }

        @Override
        public String toString() {
            return "text of a projection";
        }
    }

    private final List<String> attributes;
    private final boolean ofParts;

    private Projection(List<String> attributes, boolean ofParts) {
        this.attributes = attributes;
        this.ofParts = ofParts;
    }

    /** The projection that a text stands for, if DynamoDB accepts the text. */
    static Projection of(Text text) {
        if (text.isEmpty()) {
            return WHOLE;
        }
        if (text.expression() == null) {
            List<String> listed = text.attributes();
            return listed == null || listed.isEmpty() ? PARTS : new Projection(List.copyOf(listed), false);
        }
        return text.attributes() == null ? ofExpression(text.expression(), text.names()) : PARTS;
    }

    private static Projection ofExpression(String expression, @Nullable Map<String, String> names) {
        List<String> attributes = new ArrayList<>();
        for (String path : expression.split(",", -1)) {
            String name = path.strip();
            String attribute = name.startsWith("#") && names != null ? names.get(name) : name;
            if (attribute == null || !isOneName(name)) {
                return PARTS;
            }
            attributes.add(attribute);
        }
        return new Projection(List.copyOf(attributes), false);
    }

    /** Not a path, and nothing else that this does not know. */
    private static boolean isOneName(String name) {
        int begin = name.startsWith("#") ? 1 : 0;
        return name.length() > begin
                && name.chars().skip(begin).allMatch(letter -> letter == '_' || Character.isLetterOrDigit(letter));
    }

    /** Whether the whole item is asked for. */
    boolean isWhole() {
        return this == WHOLE;
    }

    /** Whether parts of attributes are asked for, which cannot be cut out here. */
    boolean isOfParts() {
        return ofParts;
    }

    /**
     * The attributes that were asked for.
     *
     * @param item the whole item
     * @return those that the item has; the item itself if it was asked for as a whole
     */
    Map<String, AttributeValue> cut(Map<String, AttributeValue> item) {
        if (isWhole()) {
            return item;
        }
        Map<String, AttributeValue> some = new LinkedHashMap<>();
        for (String attribute : attributes) {
            AttributeValue value = item.get(attribute);
            if (value != null) {
                some.put(attribute, value);
            }
        }
        return some;
    }
}
