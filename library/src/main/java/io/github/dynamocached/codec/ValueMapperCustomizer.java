package io.github.dynamocached.codec;

import tools.jackson.databind.json.JsonMapper;

/**
 * Changes the mapper for cached values that are not entities, for example by adding a module. The mapper is our own: the
 * application's mapper writes for the outside world and is neither asked nor changed.
 *
 * <p>Called once at start, before the mapper is built. All nodes need the same customizers. What the customizers do to
 * property names is part of the stored schema; when they change the form of a scalar, old entries are misses only if they
 * do not decode.
 */
@FunctionalInterface
public interface ValueMapperCustomizer {

    /**
     * Changes the mapper.
     *
     * @param builder the builder of the mapper, with our own settings made; default typing on it is refused later
     */
    void customize(JsonMapper.Builder builder);
}
