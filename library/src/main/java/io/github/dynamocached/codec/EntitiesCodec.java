package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A list, set, collection or array of entities as one blob: a list of items, with null for a null element. */
final class EntitiesCodec extends BlobCodec {

    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private final EntityItems<?> items;
    private final Class<?> container;

    EntitiesCodec(EntityItems<?> items, Class<?> container, EntryFormat format) {
        super(format);
        this.items = items;
        this.container = container;
    }

    /** Whether this codec makes containers of a class; others go through Jackson. */
    static boolean makes(Class<?> container) {
        return container == Collection.class
                || container == List.class
                || container == Set.class
                || container.isArray();
    }

    @Override
    byte[] bytesOf(Object value) {
        Collection<?> entities = entitiesIn(value);
        List<AttributeValue> elements = new ArrayList<>(entities.size());
        for (Object entity : entities) {
            elements.add(entity == null ? NULL : AttributeValue.fromM(items.sortedItemOf(entity)));
        }
        return AttributeEncoder.encode(AttributeValue.fromL(elements));
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return container == Set.class ? AttributeDigest.ofMembers(blob(fields)) : super.digestOf(value, fields);
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return TimeToLive.of(
                entitiesIn(value).stream().filter(Objects::nonNull).map(entity -> items.attribute(entity, attribute)));
    }

    private static Collection<?> entitiesIn(Object value) {
        return value instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) value;
    }

    @Override
    Object valueOf(byte[] bytes) {
        AttributeValue list = AttributeDecoder.decode(bytes);
        if (!list.hasL()) {
            throw new ValueCodecException("The bytes hold no list");
        }
        List<@Nullable Object> entities = new ArrayList<>(list.l().size());
        for (AttributeValue element : list.l()) {
            entities.add(entity(element));
        }
        return contained(entities);
    }

    private @Nullable Object entity(AttributeValue element) {
        if (element.type() == AttributeValue.Type.NUL) {
            return null;
        }
        if (!element.hasM()) {
            throw new ValueCodecException("An element is no item");
        }
        return items.entityOf(element.m());
    }

    private Object contained(List<@Nullable Object> entities) {
        if (container.isArray()) {
            Object[] array = (Object[]) Array.newInstance(items.type(), entities.size());
            return entities.toArray(array);
        }
        return container == Set.class ? new LinkedHashSet<>(entities) : entities;
    }
}
