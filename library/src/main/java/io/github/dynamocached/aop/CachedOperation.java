package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.Missing;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @DynamoCached} or {@code @DynamoPut} as it is written, with its placeholders resolved. Attributes that were left out are empty.
 *
 * @param place where it stands
 * @param source the method that it is written on, which may be that of an interface
 * @param cache the name of the cache
 * @param key the expression of the key
 * @param keys the parameter that holds many keys
 * @param itemKey the expression of the key of an item of a result
 * @param missing what a key without a value in a result means
 * @param variant the expression of the variant
 * @param condition the expression of the condition
 * @param unless the expression of what is not stored
 * @param ttl the text of the time to live
 * @param staleWhileRevalidate the text of the window after it
 * @param part the attributes that the result is made of, null for a result as a whole
 */
record CachedOperation(
        Place place,
        Method source,
        String cache,
        String key,
        String keys,
        String itemKey,
        Missing missing,
        String variant,
        String condition,
        String unless,
        String ttl,
        String staleWhileRevalidate,
        @Nullable PartOperation part) {}
