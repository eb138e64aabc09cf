package io.github.dynamocached.aop;

import java.lang.reflect.Method;

/**
 * A {@code @DynamoEvict} as it is written, with its placeholders resolved. Attributes that were left out are empty.
 *
 * @param place where it stands
 * @param source the method that it is written on, which may be that of an interface
 * @param cache the name of the cache
 * @param key the expression of the key
 * @param keys the expression of the collection whose elements have a key each
 * @param allEntries whether all keys are evicted
 * @param condition the expression of the condition
 */
record EvictOperation(
        Place place, Method source, String cache, String key, String keys, boolean allEntries, String condition) {}
