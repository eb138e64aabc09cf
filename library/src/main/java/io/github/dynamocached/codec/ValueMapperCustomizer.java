package io.github.dynamocached.codec;

import tools.jackson.databind.json.JsonMapper;

/**
 * Customizes the mapper for cached values that are not entities, for example by adding a module. The library has a mapper of
 * its own and does not use the application's mapper.
 *
 * <p>Called once at startup, before the mapper is built. All nodes need the same customizers. A change of property names
 * changes the stored schema, so old entries are misses. A change in the form of a scalar does not: then old entries are
 * misses only if they cannot be decoded.
 */
@FunctionalInterface
public interface ValueMapperCustomizer {

    /**
     * Customizes the mapper.
     *
     * @param builder the builder of the mapper, with the settings of the library; default typing is refused later
     */
    void customize(JsonMapper.Builder builder);
}
