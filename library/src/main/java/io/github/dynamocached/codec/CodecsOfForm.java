package io.github.dynamocached.codec;

import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/** The codecs of all caches that write their blobs in one form. */
final class CodecsOfForm implements ValueCodecs {

    private final EntitySchemas schemas;
    private final ObjectMapper mapper;
    private final BlobForm form;
    private final ConcurrentMap<JavaType, ValueCodec> codecs = new ConcurrentHashMap<>();
    private final ConcurrentMap<JavaType, ValueCodec> blobs = new ConcurrentHashMap<>();

    /** @param mapper the mapper of the form's format */
    CodecsOfForm(EntitySchemas schemas, ObjectMapper mapper, BlobForm form) {
        this.schemas = schemas;
        this.mapper = mapper;
        this.form = form;
    }

    @Override
    public ValueCodec codecOf(Type type) {
        return codec(type, codecs, false);
    }

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
        return safe(
                new ProjectionCodec(
                        projection, projected.attributes(), format, ImmutableTypes.contain(javaType.getRawClass())),
                javaType);
    }

    private ValueCodec codec(Type type, ConcurrentMap<JavaType, ValueCodec> known, boolean blob) {
        RefusedType.requireConcrete(type);
        JavaType javaType = mapper.constructType(type);
        ValueCodec codec = known.get(javaType);
        if (codec != null) {
            return codec;
        }
        ValueCodec created = safe(create(javaType, blob), javaType);
        ValueCodec first = known.putIfAbsent(javaType, created);
        return first == null ? created : first;
    }

    private ValueCodec safe(ValueCodec codec, JavaType type) {
        ValueCodec formed = codec.format().isBlob() ? form.compressing(codec) : codec;
        return new SafeCodec(formed, TypeNames.full(type));
    }

    private ValueCodec create(JavaType type, boolean blob) {
        Class<?> raw = type.getRawClass();
        if (schemas.isEntity(raw)) {
            EntityItems<?> items = new EntityItems<>(schemas, raw);
            return blob
                    ? new EntityBlobCodec(items, EntryFormat.blob(typeId("blob", type), schema(items)))
                    : new EntityFieldsCodec(items, typeId("fields", type), schema(items));
        }
        boolean ofEntities = EntitiesCodec.makes(raw)
                && type.getContentType() != null
                && schemas.isEntity(type.getContentType().getRawClass());
        if (ofEntities) {
            EntityItems<?> items =
                    new EntityItems<>(schemas, type.getContentType().getRawClass());
            return new EntitiesCodec(items, raw, EntryFormat.blob(typeId("blob", type), schema(items)));
        }
        String description = JsonTypeInspection.describe(mapper, schemas, type);
        String schema = Fingerprint.ofSchema(form.format().name().toLowerCase(Locale.ROOT) + " " + description);
        EntryFormat format = EntryFormat.blob(typeId("blob", type), schema);
        return new MappedCodec(mapper, type, JsonTypeInspection.isBean(mapper, type) ? raw : null, format);
    }

    private static String schema(EntityItems<?> items) {
        return Fingerprint.ofSchema("entity " + SchemaText.of(items.schema()));
    }

    private static String typeId(String layout, JavaType type) {
        return TypeNames.simple(type) + "-" + Fingerprint.ofName(layout + " " + TypeNames.full(type));
    }
}
