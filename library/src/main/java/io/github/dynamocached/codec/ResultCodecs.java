package io.github.dynamocached.codec;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.ObjectMapper;

/**
 * The codecs of result types. Entities, and collections and arrays of them, use their {@code TableSchema}. Everything else
 * uses Jackson, with mappers of our own. Without the settings of a cache, values are JSON and not compressed.
 *
 * <p>A type id is the simple name of the type and a short hash of its full name. A schema fingerprint is a short hash of all
 * names and types in the schema. Both are the same on every node.
 *
 * <p>This class does no input or output. Many threads may use it at once.
 */
public final class ResultCodecs implements ValueCodecs {

    private final EntitySchemas schemas;
    private final List<ValueMapperCustomizer> customizers;
    private final ConcurrentMap<ValueFormat, ObjectMapper> mappers = new ConcurrentHashMap<>();
    private final ConcurrentMap<BlobForm, ValueCodecs> byForm = new ConcurrentHashMap<>();
    private final ValueCodecs byDefault;

    /**
     * Codecs.
     *
     * @param schemas the entities
     * @param customizers change the mapper for everything that is not an entity, in this order
     * @throws IllegalArgumentException if a customizer activated default typing
     */
    public ResultCodecs(EntitySchemas schemas, Collection<? extends ValueMapperCustomizer> customizers) {
        this.schemas = schemas;
        this.customizers = List.copyOf(customizers);
        this.byDefault = byForm.computeIfAbsent(BlobForm.DEFAULT, this::inForm);
    }

    /**
     * The codec of a result type: for an entity the layout <em>fields</em>, else the layout <em>blob</em>.
     *
     * @param type the result type with its type arguments, without {@code Optional}
     * @return always the same codec for the same type
     * @throws IllegalArgumentException if values of the type cannot be encoded and decoded; the message says why and what
     *     to do
     */
    @Override
    public ValueCodec codecOf(Type type) {
        return byDefault.codecOf(type);
    }

    /**
     * The codec of a result that is not the full entity of its key, such as a variant: always the layout <em>blob</em>.
     *
     * @param type the result type with its type arguments, without {@code Optional}
     * @return always the same codec for the same type
     * @throws IllegalArgumentException as {@link #codecOf(Type)}
     */
    @Override
    public ValueCodec blobOf(Type type) {
        return byDefault.blobOf(type);
    }

    @Override
    public ValueCodec projectionOf(Type type, Class<?> entity, List<String> attributes) {
        return byDefault.projectionOf(type, entity, attributes);
    }

    /**
     * The codecs of one cache, with its format and its compression.
     *
     * @param settings the settings of the cache
     * @return always the same codecs for the same settings
     * @throws IllegalArgumentException if the dependency of the format is not on the class path
     */
    @Override
    public ValueCodecs forCache(CacheSettings settings) {
        return byForm.computeIfAbsent(BlobForm.of(settings), this::inForm);
    }

    private ValueCodecs inForm(BlobForm form) {
        ObjectMapper mapper = mappers.computeIfAbsent(form.format(), this::mapper);
        return new CodecsOfForm(schemas, mapper, form);
    }

    private ObjectMapper mapper(ValueFormat format) {
        return ValueMapper.create(format, schemas, customizers);
    }
}
