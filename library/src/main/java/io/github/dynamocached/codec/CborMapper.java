package io.github.dynamocached.codec;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The only class that names the optional dependency, so that nothing else needs it. */
final class CborMapper {

    private CborMapper() {}

    /** @throws NoClassDefFoundError without the dependency */
    static MapperBuilder<? extends ObjectMapper, ?> builder() {
        return CBORMapper.builder();
    }
}
