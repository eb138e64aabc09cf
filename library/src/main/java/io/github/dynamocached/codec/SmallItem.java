package io.github.dynamocached.codec;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A few attributes in one array, names and values in turn. It is immutable, and a quarter as large as a map with an object for each
 * attribute. The responses of the SDK copy every map, so this is often all that is ever asked of it.
 */
final class SmallItem extends AbstractMap<String, AttributeValue> {

    /** With more attributes, a walk to one of them is slow. */
    static final int MOST = 16;

    private final Object[] attributes;

    /** @param attributes names and values in turn, no name twice. It must not be changed any more */
    SmallItem(Object[] attributes) {
        this.attributes = attributes;
    }

    @Override
    public int size() {
        return attributes.length / 2;
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        int place = placeOf(attributes, attributes.length, name);
        return place < 0 ? null : valueAt(place);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return placeOf(attributes, attributes.length, name) >= 0;
    }

    /** Where a name is among the first elements, negative if it is not there. */
    static int placeOf(Object[] attributes, int end, @Nullable Object name) {
        for (int i = 0; i < end; i += 2) {
            if (attributes[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super AttributeValue> action) {
        for (int i = 0; i < attributes.length; i += 2) {
            action.accept(nameAt(i), valueAt(i));
        }
    }

    private String nameAt(int place) {
        return (String) attributes[place];
    }

    private AttributeValue valueAt(int place) {
        return (AttributeValue) attributes[place + 1];
    }

    @Override
    public Set<Map.Entry<String, AttributeValue>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, AttributeValue>> {

        @Override
        public int size() {
            return attributes.length / 2;
        }

        @Override
        public Iterator<Map.Entry<String, AttributeValue>> iterator() {
            return new Iterator<>() {
                private int place;

                @Override
                public boolean hasNext() {
                    return place < attributes.length;
                }

                @Override
                public Map.Entry<String, AttributeValue> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    place += 2;
                    return Map.entry(nameAt(place - 2), valueAt(place - 2));
                }
            };
        }
    }
}
