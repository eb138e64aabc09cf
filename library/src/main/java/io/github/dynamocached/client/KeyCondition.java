package io.github.dynamocached.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Finds the partition that a query reads: the value that its key condition compares with the partition key by {@code =}.
 *
 * <p>This does not check the condition. DynamoDB accepts only conditions joined by AND, and one for each key. So a
 * {@code name = :value} between two borders is the condition of that key, in parentheses or not. If DynamoDB refuses a condition, nothing is
 * ever stored for it. Anything unexpected means that the partition is not known.
 */
final class KeyCondition {

    private static final String END = "";

    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private int position;

    private KeyCondition(String expression) {
        this.expression = expression;
    }

    /**
     * The value of the partition key.
     *
     * @param query a query of a table or of a local index
     * @param partitionKey the name of the table's partition key
     * @return null if the query does not show it
     */
    static @Nullable AttributeValue partitionOf(QueryRequest query, String partitionKey) {
        String expression = query.keyConditionExpression();
        if (query.hasKeyConditions()) {
            return expression == null ? legacy(query.keyConditions().get(partitionKey)) : null;
        }
        return expression == null ? null : new KeyCondition(expression).partition(query, partitionKey);
    }

    private static @Nullable AttributeValue legacy(@Nullable Condition condition) {
        if (condition == null || condition.comparisonOperator() != ComparisonOperator.EQ) {
            return null;
        }
        List<AttributeValue> values = condition.attributeValueList();
        return values.size() == 1 ? values.get(0) : null;
    }

    private @Nullable AttributeValue partition(QueryRequest query, String partitionKey) {
        if (!split()) {
            return null;
        }
        AttributeValue found = null;
        for (int i = 0; i < tokens.size(); i++) {
            boolean isWhole = at(i).equals("=") && isBorder(at(i - 2)) && isBorder(at(i + 2));
            String placeholder = isWhole ? comparedWith(query, partitionKey, at(i - 1), at(i + 1)) : null;
            AttributeValue value = placeholder == null
                    ? null
                    : query.expressionAttributeValues().get(placeholder);
            if (value != null && found != null) {
                return null;
            }
            found = value == null ? found : value;
        }
        return found;
    }

    /** The other side of an equation, if one side is the partition key. */
    private static @Nullable String comparedWith(QueryRequest query, String partitionKey, String left, String right) {
        if (partitionKey.equals(resolved(query, left))) {
            return right;
        }
        return partitionKey.equals(resolved(query, right)) ? left : null;
    }

    private static @Nullable String resolved(QueryRequest query, String name) {
        return name.startsWith("#") ? query.expressionAttributeNames().get(name) : name;
    }

    private static boolean isBorder(String token) {
        return token.equals(END) || token.equals("(") || token.equals(")") || token.equalsIgnoreCase("AND");
    }

    private String at(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
    }

    /** Fills the tokens. */
    private boolean split() {
        while (position < expression.length()) {
            char first = expression.charAt(position);
            if (isBlank(first)) {
                position++;
            } else if ("(),=<>".indexOf(first) >= 0) {
                symbol(first);
            } else if (isOfWord(first)) {
                word();
            } else {
                return false;
            }
        }
        return true;
    }

    private void symbol(char first) {
        boolean isPair = (first == '<' || first == '>') && expression.startsWith("=", position + 1);
        tokens.add(expression.substring(position, position + (isPair ? 2 : 1)));
        position += isPair ? 2 : 1;
    }

    private void word() {
        int begin = position;
        while (position < expression.length() && isOfWord(expression.charAt(position))) {
            position++;
        }
        tokens.add(expression.substring(begin, position));
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private static boolean isOfWord(char character) {
        return character == '#' || character == ':' || character == '_' || Character.isLetterOrDigit(character);
    }
}
