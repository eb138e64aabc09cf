package io.github.dynamocached.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Digests of values as {@link AttributeGrammar} writes them. The members of maps and sets are put into one order first, because
 * neither DynamoDB nor Java promises any.
 */
final class AttributeDigest {

    private final CRC32C digest = new CRC32C();

    private AttributeDigest() {}

    /** The digest of the fields of a value. */
    static int of(byte[] @Nullable [] fields) {
        AttributeDigest digest = new AttributeDigest();
        for (byte[] field : fields) {
            digest.add(field);
        }
        return digest.value();
    }

    /** The digest of a set of values that is written as a list. */
    static int ofMembers(byte[] list) {
        AttributeDigest digest = new AttributeDigest();
        AttributeDecoder.decode(list).l().stream()
                .map(member -> AttributeEncoder.encode(ordered(member)))
                .sorted(Arrays::compareUnsigned)
                .forEach(digest::addBytes);
        return digest.value();
    }

    private void add(byte @Nullable [] field) {
        if (field == null) {
            digest.update(0);
        } else {
            addBytes(isComposed(field) ? AttributeEncoder.encode(ordered(AttributeDecoder.decode(field))) : field);
        }
    }

    private void addBytes(byte[] bytes) {
        digest.update(1);
        digest.update(bytes);
    }

    private int value() {
        return (int) digest.getValue();
    }

    private static boolean isComposed(byte[] field) {
        return field.length > 0
                && (field[0] == AttributeGrammar.LIST
                        || field[0] == AttributeGrammar.MAP
                        || field[0] == AttributeGrammar.SET);
    }

    private static AttributeValue ordered(AttributeValue value) {
        return switch (value.type()) {
            case L ->
                AttributeValue.fromL(
                        value.l().stream().map(AttributeDigest::ordered).toList());
            case M -> AttributeValue.fromM(ordered(value.m()));
            case SS -> AttributeValue.fromSs(sorted(value.ss()));
            case NS -> AttributeValue.fromNs(sorted(value.ns()));
            case BS -> AttributeValue.fromBs(sorted(value.bs().stream()));
            default -> value;
        };
    }

    private static Map<String, AttributeValue> ordered(Map<String, AttributeValue> values) {
        Map<String, AttributeValue> ordered = new TreeMap<>();
        values.forEach((name, value) -> ordered.put(name, ordered(value)));
        return ordered;
    }

    private static List<String> sorted(List<String> members) {
        return members.stream().sorted().toList();
    }

    private static List<SdkBytes> sorted(Stream<SdkBytes> members) {
        return members.sorted(
                        (one, other) -> Arrays.compareUnsigned(one.asByteArrayUnsafe(), other.asByteArrayUnsafe()))
                .toList();
    }
}
