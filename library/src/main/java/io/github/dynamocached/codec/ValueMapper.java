package io.github.dynamocached.codec;

import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes the mappers for values that are not entities, one per format.
 *
 * <p>Their settings serve one aim: what was written is read back equal, on every node. Dates keep their own offset and
 * zone, a set keeps its order, a fraction never becomes an integer. Unknown properties are ignored, because the schema
 * fingerprint rules out other schemas. Types come only from the declared result type. With class names in the bytes, anybody
 * with write access to Redis could choose what is instantiated here.
 */
final class ValueMapper {

    private ValueMapper() {}

    /** @throws IllegalArgumentException if a customizer activated default typing, or the format lacks its dependency */
    static ObjectMapper create(
            ValueFormat format, EntitySchemas schemas, Collection<? extends ValueMapperCustomizer> customizers) {
        MapperBuilder<? extends ObjectMapper, ?> builder = builderOf(format);
        builder.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        builder.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID);
        builder.disable(
                DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE);
        KotlinClasses.addTo(builder);
        builder.addModule(new SimpleModule("ordered-sets").addAbstractTypeMapping(Set.class, LinkedHashSet.class));
        customizers.forEach(customizer -> customizer.customize(builder));
        builder.addModule(new EntityModule(schemas));
        ObjectMapper mapper = builder.build();
        if (mapper.deserializationConfig().getDefaultTyper(mapper.constructType(Object.class)) != null) {
            throw new IllegalArgumentException(
                    "A ValueMapperCustomizer activated default typing, which puts class names"
                            + " into cached bytes and instantiates what it finds there. Annotate the base type with"
                            + " @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and its subtypes with @JsonSubTypes instead.");
        }
        return mapper;
    }

    private static MapperBuilder<? extends ObjectMapper, ?> builderOf(ValueFormat format) {
        if (format == ValueFormat.JSON) {
            return JsonMapper.builder();
        }
        try {
            return CborMapper.builder();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException("format cbor needs a library that is not on the class path. Add the"
                    + " dependency tools.jackson.dataformat:jackson-dataformat-cbor, or use json.");
        }
    }
}
