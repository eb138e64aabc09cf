package io.github.dynamocached.codec;

import tools.jackson.databind.cfg.MapperBuilder;

/**
 * Customizes the mapper for cached values that are not entities, for example by adding a module. The library has mappers of
 * its own and does not use the application's mapper.
 *
 * <p>Called at startup for JSON, before the mapper is built, and once more for CBOR if a cache uses it. All nodes need the
 * same customizers. A change of property names changes the stored schema, so old entries are misses. A change in the form of
 * a scalar does not: then old entries are misses only if they cannot be decoded.
 */
@FunctionalInterface
public interface ValueMapperCustomizer {

    /**
     * Customizes the mapper of one format.
     *
     * @param builder the builder of the mapper, with the settings of the library; default typing is refused later. For what
     *     only one format has, ask for its class: {@code if (builder instanceof JsonMapper.Builder json)}
     */
    void customize(MapperBuilder<?, ?> builder);
}
