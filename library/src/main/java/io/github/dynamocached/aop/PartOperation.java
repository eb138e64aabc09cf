package io.github.dynamocached.aop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code @DynamoCached} says of the attributes that its result is made of.
 *
 * @param fields the names of the attributes as they are written
 * @param entity the entity that has them, null if it is not named
 */
record PartOperation(List<String> fields, @Nullable Class<?> entity) {}
