package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.ValueCodec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries each value of an operation before it is stored: it has to come back from its bytes as it was. What keeps values
 * from the cache is told once, by one error in the log.
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
    private volatile boolean checked;

    FillTrial(String method, ValueCodec codec, FillCheck check) {
        this.method = method;
        this.codec = codec;
        this.check = check;
    }

    /** Why a value would not come back from its bytes as it was, null if it does. */
    @Nullable
    String problemOf(Object value, byte[] @Nullable [] fields) {
        try {
            return codec.lossOf(value, fields);
        } catch (Throwable broken) {
            return problemOf(broken);
        }
    }

    /** Why a value cannot be stored whose classes have thrown. */
    static String problemOf(Throwable broken) {
        return broken instanceof ValueCodecException
                ? broken.getMessage() + " Fix the class or its converters."
                : "its classes fail with " + ValueCodecException.nameOf(broken) + ". Fix them.";
    }

    /** Why a value may not be stored under a key; asked until one value may. */
    @Nullable
    String problemOf(CacheKey key, Object value) {
        if (checked) {
            return null;
        }
        try {
            String problem = check.problemOf(key, value);
            checked = problem == null;
            return problem;
        } catch (Throwable broken) {
            return "its key cannot be checked, because that fails with " + ValueCodecException.nameOf(broken)
                    + ". Fix what its key is made of.";
        }
    }

    /** Says once in the log why values are not stored. */
    void tell(String cacheName, String problem) {
        if (told.size() < MOST_TOLD && told.add(problem)) {
            log.error("{}: its results are returned but not cached in '{}': {}", method, cacheName, problem);
        }
    }
}
