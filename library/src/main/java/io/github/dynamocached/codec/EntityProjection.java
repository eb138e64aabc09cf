package io.github.dynamocached.codec;

import io.github.dynamocached.RefusedFieldsException;
import io.github.dynamocached.ValueCodecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The entity itself with some of its attributes, as a read with a projection expression returns it. */
final class EntityProjection<T> implements ProjectionCodec.Projection {

    private final EntityItems<T> items;
    private final List<String> attributes;

    private EntityProjection(EntityItems<T> items, List<String> attributes) {
        this.items = items;
        this.attributes = attributes;
    }

    /** @throws RefusedFieldsException if the class of the entity insists on more attributes */
    static <T> EntityProjection<T> of(EntityItems<T> items, ProjectedAttributes projected) {
        if (mayBeEmpty(items)) {
            return new EntityProjection<>(items, projected.attributes());
        }
        throw new RefusedFieldsException(List.of(items.type().getName()
                + " cannot be made of some of its attributes. Return a record with the components " + projected.names()
                + ", or leave fields out."));
    }

    /** Whether neither constructor nor builder insist on a value for anything. */
    private static boolean mayBeEmpty(EntityItems<?> items) {
        try {
            return items.projectionOf(Map.of()) != null;
        } catch (RuntimeException insists) {
            return false;
        }
    }

    @Override
    public @Nullable AttributeValue[] attributesOf(Object value) {
        Map<String, AttributeValue> item = items.attributesOf(value);
        @Nullable AttributeValue[] contents = new AttributeValue[attributes.size()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = item.get(attributes.get(i));
        }
        if (!items.attributesOf(valueOf(contents)).equals(item)) {
            throw new ValueCodecException(
                    "The entity has attributes that fields does not name, so a hit would lack them. Name all"
                            + " loaded attributes in fields, load only those, or return a record");
        }
        return contents;
    }

    @Override
    public Object valueOf(@Nullable AttributeValue[] contents) {
        Map<String, AttributeValue> item = new HashMap<>();
        for (int i = 0; i < contents.length; i++) {
            AttributeValue content = contents[i];
            if (content != null) {
                item.put(attributes.get(i), content);
            }
        }
        return items.projectionOf(item);
    }
}
