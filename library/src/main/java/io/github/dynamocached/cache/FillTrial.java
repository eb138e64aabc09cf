package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.SoughtItems;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries each value of an operation before it is stored: the decoded value has to be the same. Logs one error for each reason
 * why values are not stored.
 *
 * <p>Nothing that the application's classes throw leaves it: a value whose classes fail is not stored.
 */
final class FillTrial {

    private static final Logger log = LoggerFactory.getLogger(FillTrial.class);
    private static final int MOST_TOLD = 100;

    private final String method;
    private final ValueCodec codec;
    private final FillCheck check;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean doubted = new AtomicBoolean();
    private volatile boolean checked;

    FillTrial(String method, ValueCodec codec, FillCheck check) {
        this.method = method;
        this.codec = codec;
        this.check = check;
    }

    /** Why the decoded value is not the same, null if it is. */
    @Nullable
    String problemOf(Object value, byte[] @Nullable [] fields) {
        try {
            return codec.lossOf(value, fields);
        } catch (Throwable broken) {
            return problemOf(broken);
        }
    }

    /** Why a value cannot be stored if its classes have thrown. */
    static String problemOf(Throwable broken) {
        return broken instanceof ValueCodecException
                ? broken.getMessage() + " Fix the class or its converters."
                : "its classes fail with " + Failures.nameOf(broken) + ". Fix them.";
    }

    /** Why a value may not be stored under a key; checked until one value may, without a doubt. */
    @Nullable
    String problemOf(CacheKey key, Object value, List<SoughtItems> sought) {
        if (checked) {
            return null;
        }
        try {
            String problem = check.problemOf(key, value, sought);
            String doubt = problem == null ? check.doubtOf(key, value, sought) : null;
            checked = problem == null && doubt == null;
            if (doubt != null && doubted.compareAndSet(false, true)) {
                log.warn("{}: {}", method, doubt);
            }
            return problem;
        } catch (Throwable broken) {
            return "the key cannot be checked, because that fails with " + Failures.nameOf(broken)
                    + ". Fix the classes of the key parts.";
        }
    }

    /** Logs once why values are not stored. */
    void tell(String cacheName, String problem) {
        if (told.size() < MOST_TOLD && told.add(problem)) {
            log.error("{}: its results are returned but not cached in '{}': {}", method, cacheName, problem);
        }
    }
}
