package io.github.dynamocached.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Lets Jackson leave entities to their schema wherever it meets them, in a record, a map or an Optional: as one binary
 * value that holds the item. As beans, immutable entities would be written and never read, and converters be skipped.
 */
final class EntityModule extends JacksonModule {

    private final EntitySchemas schemas;

    EntityModule(EntitySchemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public String getModuleName() {
        return EntityModule.class.getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new EntitySerializers(schemas));
        context.addDeserializers(new EntityDeserializers(schemas));
    }

    private static final class EntitySerializers extends Serializers.Base {

        private final EntitySchemas schemas;

        EntitySerializers(EntitySchemas schemas) {
            this.schemas = schemas;
        }

        /** Asked for the class of the instance, which may extend the entity. */
        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.@Nullable Value format) {
            return schemas.entityOf(type.getRawClass())
                    .map(entity -> new EntitySerializer(new EntityItems<>(schemas, entity)))
                    .orElse(null);
        }
    }

    private static final class EntityDeserializers extends Deserializers.Base {

        private final EntitySchemas schemas;

        EntityDeserializers(EntitySchemas schemas) {
            this.schemas = schemas;
        }

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return schemas.isEntity(type.getRawClass())
                    ? new EntityDeserializer(new EntityItems<>(schemas, type.getRawClass()))
                    : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return schemas.isEntity(type);
        }
    }

    private static final class EntitySerializer extends StdSerializer<Object> {

        private final EntityItems<?> items;

        EntitySerializer(EntityItems<?> items) {
            super(Object.class);
            this.items = items;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeBinary(AttributeEncoder.encode(items.sortedItemOf(value)));
        }
    }

    private static final class EntityDeserializer extends StdDeserializer<Object> {

        private final EntityItems<?> items;

        EntityDeserializer(EntityItems<?> items) {
            super(items.type());
            this.items = items;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            return items.entityOf(AttributeDecoder.decodeItem(parser.getBinaryValue(context.getBase64Variant())));
        }
    }
}
