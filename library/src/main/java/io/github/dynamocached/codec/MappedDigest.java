package io.github.dynamocached.codec;

import java.util.Set;
import java.util.zip.CRC32C;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;

/**
 * Digests of values that a mapper writes. For that it writes them once more, with the members of maps and sets in one order:
 * those of {@code Map.of} and {@code Set.of} have another one in each JVM.
 */
final class MappedDigest {

    private final ObjectWriter writer;

    MappedDigest(ObjectMapper mapper, JavaType type) {
        SimpleModule sets = new SimpleModule("sorted-sets");
        sets.setSerializerModifier(new SortedSets());
        this.writer = mapper.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.FAIL_ON_ORDER_MAP_BY_INCOMPARABLE_KEY)
                .addModule(sets)
                .build()
                .writerFor(type);
    }

    int of(Object value) {
        CRC32C digest = new CRC32C();
        digest.update(writer.writeValueAsBytes(value));
        return (int) digest.getValue();
    }

    /** Lets each serializer of a set write the members in one order. */
    private static final class SortedSets extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return Set.class.isAssignableFrom(type.getRawClass()) ? new SortedMembers(serializer) : serializer;
        }
    }
}
