package io.github.dynamocached.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * A digest of all parameters that decide the result of a request: SHA-256 over a text in which every part has its length. It
 * covers every parameter that the SDK knows, except those that are named here, so a parameter of a later version is never
 * forgotten. A parameter that is absent differs from one that is empty, because DynamoDB refuses the latter.
 *
 * <p>The same request has the same digest on every node. The order of the entries of a map does not matter.
 */
final class RequestDigest {

    /** Each cache belongs to one table, and answers only reads that are not consistent. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("TableName", "ConsistentRead", "ReturnConsumedCapacity");

    private static final RequestDigest OF_QUERY =
            new RequestDigest(QueryRequest.builder().build(), Set.of());
    private static final RequestDigest OF_SCAN =
            new RequestDigest(ScanRequest.builder().build(), Set.of());
    private static final RequestDigest OF_GET =
            new RequestDigest(GetItemRequest.builder().build(), Set.of("Key"));
    private static final RequestDigest OF_KEYS =
            new RequestDigest(KeysAndAttributes.builder().build(), Set.of("Keys"));

    private final List<SdkField<?>> fields;

    private RequestDigest(SdkPojo sample, Set<String> keys) {
        this.fields = sample.sdkFields().stream()
                .filter(field -> !WITHOUT_EFFECT.contains(field.memberName()) && !keys.contains(field.memberName()))
                .sorted(Comparator.comparing(SdkField::memberName))
                .toList();
    }

    /** The digest of a query. */
    static String of(QueryRequest query) {
        return OF_QUERY.digest(query);
    }

    /** The digest of a scan. */
    static String of(ScanRequest scan) {
        return OF_SCAN.digest(scan);
    }

    /** The digest of what is asked of an item: the projection. It is the same for one item and for a batch. */
    static String ofProjection(GetItemRequest get) {
        return OF_GET.digest(get);
    }

    /** The digest of what a batch asks of each item of a table. */
    static String ofProjection(KeysAndAttributes keys) {
        return OF_KEYS.digest(keys);
    }

    private String digest(SdkPojo request) {
        MessageDigest digest = sha256();
        addFields(digest, fields, request);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static void addFields(MessageDigest digest, List<SdkField<?>> fields, SdkPojo object) {
        for (SdkField<?> field : fields) {
            Object value = field.getValueOrDefault(object);
            if (!isAbsent(value)) {
                addText(digest, 'n', field.memberName());
                add(digest, value);
            }
        }
        digest.update((byte) '.');
    }

    private static boolean isAbsent(@Nullable Object value) {
        return value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    }

    private static void add(MessageDigest digest, @Nullable Object value) {
        if (value == null) {
            digest.update((byte) '-');
        } else if (value instanceof SdkPojo object) {
            digest.update((byte) 'o');
            addFields(digest, object.sdkFields(), object);
        } else if (value instanceof SdkBytes bytes) {
            addBytes(digest, 'b', bytes.asByteArrayUnsafe());
        } else if (value instanceof Collection<?> elements) {
            addLength(digest, 'l', elements.size());
            elements.forEach(element -> add(digest, element));
        } else if (value instanceof Map<?, ?> entries) {
            addLength(digest, 'm', entries.size());
            sorted(entries).forEach((name, content) -> {
                addText(digest, 'n', name);
                add(digest, content);
            });
        } else {
            addText(digest, 't', value.toString());
        }
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> entries) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        entries.forEach((name, content) -> sorted.put(String.valueOf(name), content));
        return sorted;
    }

    private static void addText(MessageDigest digest, char kind, String text) {
        addBytes(digest, kind, text.getBytes(UTF_8));
    }

    private static void addBytes(MessageDigest digest, char kind, byte[] bytes) {
        addLength(digest, kind, bytes.length);
        digest.update(bytes);
    }

    private static void addLength(MessageDigest digest, char kind, int length) {
        digest.update((byte) kind);
        digest.update((byte) (length >>> 24));
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
