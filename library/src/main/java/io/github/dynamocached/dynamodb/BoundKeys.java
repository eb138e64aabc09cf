package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.TableBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Builds the keys that the items of a table have in one bound cache. It does no input or output, and many threads may use it
 * at once.
 */
public final class BoundKeys {

    private static final Logger log = LoggerFactory.getLogger(BoundKeys.class);

    private final TableBinding binding;
    private final UnaryOperator<List<?>> keyParts;
    private final AtomicBoolean toldOfFailure = new AtomicBoolean();

    /**
     * Keys of a cache.
     *
     * @param binding the table, the cache, and the attributes. Without any, each item has every key
     * @param keyParts converts the parts of a key as reads of the cache do
     */
    public BoundKeys(TableBinding binding, UnaryOperator<List<?>> keyParts) {
        this.binding = binding;
        this.keyParts = keyParts;
    }

    /** {@return the table, the cache, and the attributes} */
    public TableBinding binding() {
        return binding;
    }

    /** {@return what stands for every key of the cache} */
    public CacheKey everyKey() {
        return CacheKey.everyKeyOf(binding.cache());
    }

    /**
     * The key of an item.
     *
     * @param shown the known attributes of the item
     * @return the key; every key if converting its parts fails, which is logged once; null if an attribute of the binding is
     *     not shown as a text, a number or bytes
     */
    public @Nullable CacheKey keyOf(Map<String, AttributeValue> shown) {
        if (binding.attributes().isEmpty()) {
            return everyKey();
        }
        List<Object> parts = new ArrayList<>(binding.attributes().size());
        for (String attribute : binding.attributes()) {
            AttributeValue value = shown.get(attribute);
            Object part = value == null ? null : KeyParts.of(value);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        try {
            return CacheKey.of(binding.cache(), keyParts.apply(parts));
        } catch (RuntimeException broken) {
            warnOfFailure(broken);
            return everyKey();
        }
    }

    private void warnOfFailure(RuntimeException broken) {
        if (toldOfFailure.compareAndSet(false, true)) {
            log.error(
                    "Cache '{}': the key of an item of table '{}' cannot be built, because that fails with {}, so all"
                            + " keys are evicted. Fix the KeyConverter. Further cases are not logged.",
                    binding.cache(),
                    binding.tableName(),
                    Failures.nameOf(broken));
        }
    }
}
