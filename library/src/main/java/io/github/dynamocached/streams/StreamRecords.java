package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.dynamodb.BoundKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Finds the keys that the records of streams evict. An insertion, a modification and a removal evict alike, because absences
 * are cached too. A binding to an attribute that writes may change has two keys: one of the old image and one of the new.
 *
 * <p>A table may be given by its name, its ARN, or the ARN of its stream.
 */
final class StreamRecords {

    private static final Logger log = LoggerFactory.getLogger(StreamRecords.class);
    private static final String BEFORE_TABLE = ":table/";

    private final Map<String, List<BoundKeys>> byTable = new HashMap<>();
    private final Map<String, List<BoundKeys>> ofDescribed = new ConcurrentHashMap<>();
    private final DescribedCaches described;
    private final Set<BoundKeys> toldOfType = ConcurrentHashMap.newKeySet();

    /**
     * Records of bound tables.
     *
     * @param bindings each with its attributes
     * @param keyParts converts the parts of a key as reads of the cache do
     */
    StreamRecords(Collection<TableBinding> bindings, UnaryOperator<List<?>> keyParts) {
        this(bindings, keyParts, DescribedCaches.NONE);
    }

    /**
     * Records of bound tables, and of tables that are still to be described.
     *
     * @param described more caches, whose keys nobody converts
     */
    StreamRecords(Collection<TableBinding> bindings, UnaryOperator<List<?>> keyParts, DescribedCaches described) {
        this.described = described;
        for (TableBinding binding : bindings) {
            byTable.computeIfAbsent(binding.tableName(), table -> new ArrayList<>())
                    .add(new BoundKeys(binding, keyParts));
        }
    }

    /**
     * A table is described, for the first time or again. Until then, a record evicts all keys of its described caches.
     *
     * @param keyAttributes the name of the partition key, and that of the sort key if there is one
     */
    void describe(String table, List<String> keyAttributes) {
        ofDescribed.put(tableOf(table), described(tableOf(table), keyAttributes));
    }

    private List<BoundKeys> described(String table, List<String> keyAttributes) {
        return described.bindingsOf(table, keyAttributes).stream()
                .map(binding -> new BoundKeys(binding, UnaryOperator.identity()))
                .toList();
    }

    /** The names of the bound tables. */
    Set<String> tables() {
        return byTable.keySet();
    }

    /** The name of a table that is given by its name, its ARN, or the ARN of its stream. */
    static String tableOf(String nameOrArn) {
        int begin = nameOrArn.indexOf(BEFORE_TABLE);
        if (begin < 0) {
            return nameOrArn;
        }
        int end = nameOrArn.indexOf('/', begin + BEFORE_TABLE.length());
        return nameOrArn.substring(begin + BEFORE_TABLE.length(), end < 0 ? nameOrArn.length() : end);
    }

    /**
     * The keys that a record evicts, each once. Never fails. Where {@link #problemsOf(String, Record) problems} are, some
     * keys are missing.
     *
     * @return keys of the bound caches; one that stands for every key of a cache if converting a key fails
     */
    Set<CacheKey> keysOf(String table, Record written) {
        Set<CacheKey> keys = new LinkedHashSet<>();
        StreamRecord item = written.dynamodb();
        for (BoundKeys bound : boundTo(table)) {
            addKey(bound, item.keys(), keys);
            addKey(bound, item.oldImage(), keys);
            addKey(bound, item.newImage(), keys);
        }
        return keys;
    }

    private void addKey(BoundKeys bound, Map<String, AttributeValue> shown, Set<CacheKey> keys) {
        CacheKey key = bound.keyOf(shown);
        if (key != null) {
            keys.add(key);
        } else {
            warnOfType(bound, shown);
        }
    }

    /** Why a record may not show all keys that it has to evict, and what to do. */
    List<String> problemsOf(String table, Record written) {
        StreamRecord item = written.dynamodb();
        return problemsOf(table, item.streamViewType(), item.keys().keySet());
    }

    /**
     * Why the records of a stream may not show all keys that they have to evict, and what to do.
     *
     * @param view what the stream shows, null if that is not known
     * @param primaryKey the attributes of the table's primary key, which all records show
     * @return a problem for each such cache; one if no cache is bound to the table
     */
    List<String> problemsOf(String table, @Nullable StreamViewType view, Collection<String> primaryKey) {
        List<BoundKeys> caches = boundTo(table);
        if (caches.isEmpty()) {
            return List.of(
                    "The stream of table '" + tableOf(table) + "' evicts nothing, because no cache is bound to the"
                            + " table. The bound tables are " + String.join(", ", new TreeSet<>(tables()))
                            + ". Bind a cache to it, or read the stream of another table.");
        }
        if (view == StreamViewType.NEW_AND_OLD_IMAGES) {
            return List.of();
        }
        return caches.stream()
                .map(BoundKeys::binding)
                .filter(binding -> !primaryKey.containsAll(binding.attributes()))
                .map(binding -> problemOf(binding, view))
                .toList();
    }

    private static String problemOf(TableBinding binding, @Nullable StreamViewType view) {
        return "Cache '" + binding.cache() + "' is not evicted, because it is bound to attributes ("
                + String.join(", ", binding.attributes()) + ") that are not all in the primary key of table '"
                + binding.tableName() + "', and the view of its stream is " + (view == null ? "not known" : view)
                + ". Disable the stream, and enable it again with StreamViewType NEW_AND_OLD_IMAGES.";
    }

    private List<BoundKeys> boundTo(String nameOrArn) {
        String table = tableOf(nameOrArn);
        List<BoundKeys> bound = byTable.getOrDefault(table, List.of());
        List<BoundKeys> more = ofDescribed.computeIfAbsent(table, name -> described(name, List.of()));
        return more.isEmpty()
                ? bound
                : Stream.concat(bound.stream(), more.stream()).toList();
    }

    /** An attribute that is absent or null makes no key, as an item without it is not in the index. */
    private void warnOfType(BoundKeys bound, Map<String, AttributeValue> shown) {
        TableBinding binding = bound.binding();
        boolean hasOther = binding.attributes().stream().map(shown::get).anyMatch(StreamRecords::isOfOtherType);
        if (hasOther && toldOfType.add(bound)) {
            log.warn(
                    "Cache '{}' was not evicted by a write to table '{}', because an attribute of its key ({}) was not a"
                            + " string, a number or binary. Bind the cache to other attributes, or evict it with"
                            + " @DynamoEvict. Further cases are not logged.",
                    binding.cache(),
                    binding.tableName(),
                    String.join(", ", binding.attributes()));
        }
    }

    private static boolean isOfOtherType(@Nullable AttributeValue value) {
        return value != null
                && switch (value.type()) {
                    case S, N, B, NUL -> false;
                    default -> true;
                };
    }
}
