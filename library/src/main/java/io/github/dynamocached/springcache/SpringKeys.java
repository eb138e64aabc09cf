package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.expression.KeyConverters;
import io.github.dynamocached.expression.KeyParts;
import io.github.dynamocached.store.EntityKeys;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;

/**
 * Turns the keys of Spring's abstraction into ours. The parameters of a {@link SimpleKey} become the parts of the key, and an
 * entity becomes its key, so that {@code @Cacheable} and {@code @DynamoEvict} without keys of their own meet. A list is one
 * part: for Spring, a list of two texts and two parameters with these texts are different keys.
 */
final class SpringKeys {

    /** The class shows its parameters to nobody. They are read once per call, without reflection. */
    private static final VarHandle PARAMETERS = parameters();

    private final KeyParts parts;
    private final KeyConverters converters;

    SpringKeys(EntityKeys entities, List<KeyConverter<?>> converters) {
        this.converters = new KeyConverters(converters);
        this.parts = new KeyParts(entities, this.converters);
    }

    private static VarHandle parameters() {
        try {
            return MethodHandles.privateLookupIn(SimpleKey.class, MethodHandles.lookup())
                    .findVarHandle(SimpleKey.class, "params", Object[].class);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(
                    "This version of DynamoCached cannot read the keys of this version of Spring Framework. Use the versions"
                            + " that the README names.",
                    changed);
        }
    }

    /**
     * The key of an entry.
     *
     * @throws IllegalArgumentException if the key has a type that cannot be part of a key; the message names the type
     */
    CacheKey keyOf(String cache, Object key) {
        return CacheKey.of(cache, partsOf(key));
    }

    private List<?> partsOf(Object key) {
        if (key instanceof SimpleKey simple) {
            return parts.of(Arrays.asList((@Nullable Object[]) PARAMETERS.get(simple)));
        }
        return key instanceof List<?> ? converters.converted(List.of(key)) : parts.of(key);
    }
}
