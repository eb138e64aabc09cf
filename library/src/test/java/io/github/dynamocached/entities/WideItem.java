package io.github.dynamocached.entities;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;

/** An entity of thirty attributes, {@code a1} to {@code a30}. */
public final class WideItem {

    /** Its schema. */
    public static final TableSchema<WideItem> SCHEMA = TableSchema.builder(WideItem.class)
            .newItemSupplier(WideItem::new)
            .attributes(attributes())
            .build();

    private final Map<String, String> values = new HashMap<>();

    /** An item with a value for each attribute. */
    public static WideItem full() {
        WideItem item = new WideItem();
        SCHEMA.attributeNames().forEach(name -> item.values.put(name, "value of " + name));
        return item;
    }

    private static List<StaticAttribute<WideItem, ?>> attributes() {
        List<StaticAttribute<WideItem, ?>> attributes = new ArrayList<>();
        IntStream.rangeClosed(1, 30).mapToObj(number -> "a" + number).forEach(name -> {
            StaticAttribute.Builder<WideItem, String> attribute = StaticAttribute.builder(WideItem.class, String.class)
                    .name(name)
                    .getter(item -> item.values.get(name))
                    .setter((item, value) -> item.values.put(name, value));
            attributes.add((name.equals("a1") ? attribute.tags(StaticAttributeTags.primaryPartitionKey()) : attribute)
                    .build());
        });
        return attributes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WideItem that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
