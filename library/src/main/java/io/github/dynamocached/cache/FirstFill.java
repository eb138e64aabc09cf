package io.github.dynamocached.cache;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries with the first value of an operation what every hit will rely on. Until a value has passed, nothing is stored; from
 * then on nothing is tried.
 *
 * <p>A value has to be decoded from its own bytes. What comes out has to be equal to it, or to be encoded to the same bytes:
 * a class need not have an {@code equals}, and a map or set need not have an order.
 */
final class FirstFill {

    private static final Logger log = LoggerFactory.getLogger(FirstFill.class);

    private final String method;
    private final ValueCodec codec;
    private final FillCheck check;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean passed;

    FirstFill(String method, ValueCodec codec, FillCheck check) {
        this.method = method;
        this.codec = codec;
        this.check = check;
    }

    /** Whether a value may be stored; says once in the log why it may not. */
    boolean accepts(CacheKey key, Object value, byte[] @Nullable [] fields) {
        if (passed) {
            return true;
        }
        String problem = problemOf(key, value, fields);
        passed = problem == null;
        if (problem != null && told.compareAndSet(false, true)) {
            log.error("{}: its results are returned but not cached in '{}': {}", method, key.cacheName(), problem);
        }
        return problem == null;
    }

    private @Nullable String problemOf(CacheKey key, Object value, byte[] @Nullable [] fields) {
        String problem = check.problemOf(key, value);
        return problem == null ? problemOf(value, fields) : problem;
    }

    private @Nullable String problemOf(Object value, byte[] @Nullable [] fields) {
        try {
            Object decoded = codec.decode(fields);
            boolean same = decoded.equals(value) || Arrays.deepEquals(codec.encode(decoded), fields);
            return same
                    ? null
                    : "what is decoded from the bytes of a " + value.getClass().getName()
                            + " is another one. Let its class be written and read in the same form, as a test with the"
                            + " codec shows.";
        } catch (ValueCodecException undecodable) {
            return "its bytes cannot be read back. " + undecodable.getMessage()
                    + " Correct the class or its converters.";
        }
    }
}
