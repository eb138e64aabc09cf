package io.github.dynamocached.client;

import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.dynamodb.KeyParts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * What is known of a table.
 *
 * @param name its name
 * @param arn its ARN, empty if the application has declared the keys
 * @param id its identity, which another table of the same name does not have; empty if the application has declared the keys
 * @param keys the partition key, and the sort key if there is one
 * @param localIndexes the names of its local indexes
 */
record KnownTable(String name, String arn, String id, List<Key> keys, Set<String> localIndexes) {

    private static final int LONGEST_PARTITION_KEY = 2048;
    private static final int LONGEST_SORT_KEY = 1024;
    private static final int MOST_DIGITS = 38;
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;

    /**
     * A key attribute.
     *
     * @param name its name
     * @param type the type of its values
     */
    record Key(String name, ScalarAttributeType type) {}

    /**
     * A table whose keys the application has declared.
     *
     * @param declaration {@code table/partition-key} or {@code table/partition-key/sort-key}. A colon and the type follow an
     *     attribute that is not a text
     * @throws IllegalArgumentException if it has another form
     */
    static KnownTable declared(String declaration) {
        String[] parts = declaration.split("/", -1);
        List<Key> keys =
                Arrays.stream(parts).skip(1).map(KnownTable::declaredKey).toList();
        boolean isNamed =
                !parts[0].isBlank() && keys.stream().noneMatch(key -> key.name().isBlank());
        if (!isNamed || keys.isEmpty() || keys.size() > 2) {
            throw new RefusedSettingException(
                    "",
                    "client.keys",
                    declaration,
                    "table/partition-key or table/partition-key/sort-key, with :N after a number and :B after binary, for"
                            + " example turns/session/number:N");
        }
        return new KnownTable(parts[0], "", "", keys, Set.of());
    }

    private static Key declaredKey(String declaration) {
        for (ScalarAttributeType type : ScalarAttributeType.knownValues()) {
            if (declaration.endsWith(":" + type)) {
                return new Key(declaration.substring(0, declaration.length() - 2), type);
            }
        }
        return new Key(declaration, ScalarAttributeType.S);
    }

    static KnownTable of(TableDescription described) {
        List<Key> keys = described.keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .map(name -> new Key(name, typeOf(name, described.attributeDefinitions())))
                .toList();
        Set<String> local = new HashSet<>();
        for (LocalSecondaryIndexDescription index : described.localSecondaryIndexes()) {
            local.add(index.indexName());
        }
        return new KnownTable(
                described.tableName(),
                textOf(described.tableArn()),
                textOf(described.tableId()),
                keys,
                Set.copyOf(local));
    }

    private static ScalarAttributeType typeOf(String name, List<AttributeDefinition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.attributeName().equals(name))
                .map(AttributeDefinition::attributeType)
                .findAny()
                .orElse(ScalarAttributeType.UNKNOWN_TO_SDK_VERSION);
    }

    private static String textOf(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Whether only the application says so. */
    boolean isDeclared() {
        return id.isEmpty() && arn.isEmpty();
    }

    /** Whether both are the same table with the same keys, as far as is known. */
    boolean isSame(KnownTable other) {
        return keys.equals(other.keys) && (isDeclared() || id.equals(other.id));
    }

    /** The names of the key attributes. */
    List<String> keyNames() {
        return keys.stream().map(Key::name).toList();
    }

    /** The name of the partition key. */
    String partitionKey() {
        return keys.get(0).name();
    }

    /**
     * The parts of the key of an item.
     *
     * @param key the primary key in a request
     * @return null if DynamoDB would refuse it, or that is not certain
     */
    @Nullable
    List<Object> partsOf(Map<String, AttributeValue> key) {
        return key.size() == keys.size() ? partsIn(key) : null;
    }

    /**
     * The parts of the key in an item.
     *
     * @param key the item with all its attributes
     * @return null if it has no such key
     */
    @Nullable
    List<Object> partsIn(Map<String, AttributeValue> key) {
        Object partition = partIn(key, 0);
        if (partition == null || keys.size() == 1) {
            return partition == null ? null : List.of(partition);
        }
        Object sort = partIn(key, 1);
        return sort == null ? null : List.of(partition, sort);
    }

    private @Nullable Object partIn(Map<String, AttributeValue> key, int position) {
        AttributeValue value = key.get(keys.get(position).name());
        return value == null ? null : partOf(value, position);
    }

    /** The part that a value of the partition key is, null if DynamoDB would refuse it, or that is not certain. */
    @Nullable
    Object partitionOf(AttributeValue value) {
        return partOf(value, 0);
    }

    private @Nullable Object partOf(AttributeValue value, int position) {
        boolean isTyped = switch (keys.get(position).type()) {
            case S -> value.type() == AttributeValue.Type.S;
            case N -> value.type() == AttributeValue.Type.N;
            case B -> value.type() == AttributeValue.Type.B;
            case UNKNOWN_TO_SDK_VERSION -> false;
        };
        Object part = isTyped ? KeyParts.of(value) : null;
        return part != null && isAccepted(part, value, position == 0 ? LONGEST_PARTITION_KEY : LONGEST_SORT_KEY)
                ? part
                : null;
    }

    /** Lengths are of bytes in UTF-8. A text has at most three for each of its characters, so the bytes of few are counted. */
    private static boolean isAccepted(Object part, AttributeValue value, int longest) {
        if (part instanceof String text) {
            return !text.isEmpty()
                    && (text.length() <= longest / 3 || text.getBytes(StandardCharsets.UTF_8).length <= longest);
        }
        if (part instanceof byte[] bytes) {
            return bytes.length > 0 && bytes.length <= longest;
        }
        return part instanceof BigDecimal number && isAccepted(number, value.n());
    }

    /** Whether a number has the digits and the size that DynamoDB accepts. */
    private static boolean isAccepted(BigDecimal number, String written) {
        if (!written.chars().allMatch(c -> c < 128) || number.precision() > MOST_DIGITS) {
            return false;
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        return number.signum() == 0 || (exponent <= LARGEST_EXPONENT && exponent >= SMALLEST_EXPONENT);
    }
}
