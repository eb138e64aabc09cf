package io.github.dynamocached.codec;

import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The codecs of result types. Entities, and collections and arrays of them, use their {@code TableSchema}. Everything else
 * uses Jackson, with a mapper of our own.
 *
 * <p>A type id is the simple name of the type and a short hash of its full name. A schema fingerprint is a short hash of all
 * names and types in the schema. Both are the same on every node.
 *
 * <p>This class does no input or output. Many threads may use it at once.
 */
public final class ResultCodecs implements ValueCodecs {

    private final EntitySchemas schemas;
    private final JsonMapper mapper;
    private final ConcurrentMap<JavaType, ValueCodec> codecs = new ConcurrentHashMap<>();
    private final ConcurrentMap<JavaType, ValueCodec> blobs = new ConcurrentHashMap<>();

    /**
     * Codecs.
     *
     * @param schemas the entities
     * @param customizers change the mapper for everything that is not an entity, in this order
     * @throws IllegalArgumentException if a customizer activated default typing
     */
    public ResultCodecs(EntitySchemas schemas, Collection<? extends ValueMapperCustomizer> customizers) {
        this.schemas = schemas;
        this.mapper = ValueMapper.create(schemas, customizers);
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
        return codec(type, codecs, false);
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
        return codec(type, blobs, true);
    }

    @Override
    public ValueCodec projectionOf(Type type, Class<?> entity, List<String> attributes) {
        ProjectedAttributes projected = ProjectedAttributes.of(
                schemas, entity, attributes, codecOf(entity).format());
        JavaType javaType = mapper.constructType(type);
        ProjectionCodec.Projection projection = javaType.getRawClass() == entity
                ? EntityProjection.of(new EntityItems<>(schemas, entity), projected)
                : DataProjection.of(type, projected);
        String layout = "part " + projected.attributes() + " of " + entity.getName();
        EntryFormat format =
                EntryFormat.blobOrProjection(typeId(layout, javaType), projected.fingerprint(), projected.format());
        return new SafeCodec(new ProjectionCodec(projection, projected.attributes(), format), TypeNames.full(javaType));
    }

    private ValueCodec codec(Type type, ConcurrentMap<JavaType, ValueCodec> known, boolean blob) {
        RefusedType.requireConcrete(type);
        JavaType javaType = mapper.constructType(type);
        ValueCodec codec = known.get(javaType);
        if (codec != null) {
            return codec;
        }
        ValueCodec created = new SafeCodec(create(javaType, blob), TypeNames.full(javaType));
        ValueCodec first = known.putIfAbsent(javaType, created);
        return first == null ? created : first;
    }

    private ValueCodec create(JavaType type, boolean blob) {
        Class<?> raw = type.getRawClass();
        if (schemas.isEntity(raw)) {
            EntityItems<?> items = new EntityItems<>(schemas, raw);
            return blob
                    ? new EntityBlobCodec(items, typeId("blob", type), schema(items))
                    : new EntityFieldsCodec(items, typeId("fields", type), schema(items));
        }
        boolean ofEntities = EntitiesCodec.makes(raw)
                && type.getContentType() != null
                && schemas.isEntity(type.getContentType().getRawClass());
        if (ofEntities) {
            EntityItems<?> items =
                    new EntityItems<>(schemas, type.getContentType().getRawClass());
            return new EntitiesCodec(items, raw, typeId("blob", type), schema(items));
        }
        String description = JsonTypeInspection.describe(mapper, schemas, type);
        EntryFormat format = EntryFormat.blob(typeId("blob", type), Fingerprint.ofSchema("json " + description));
        return new JsonCodec(mapper, type, JsonTypeInspection.isBean(mapper, type) ? raw : null, format);
    }

    private static String schema(EntityItems<?> items) {
        return Fingerprint.ofSchema("entity " + SchemaText.of(items.schema()));
    }

    private static String typeId(String layout, JavaType type) {
        return TypeNames.simple(type) + "-" + Fingerprint.ofName(layout + " " + TypeNames.full(type));
    }
}
