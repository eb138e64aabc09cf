package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ObjectUtils;

/**
 * The argument of a method that holds many keys, and that can be replaced by another one with fewer.
 *
 * @param index the position of the parameter
 * @param maker makes such an argument
 */
public record KeysArgument(int index, Function<List<@Nullable Object>, Object> maker) {

    /**
     * The argument for a parameter.
     *
     * @param index the index of the parameter, from 0
     * @param parameter its declared type
     * @param place where the annotation stands, for messages
     * @return the argument that holds the keys
     * @throws MisuseException if arguments of its type cannot be made
     */
    public static KeysArgument of(int index, ResolvableType parameter, Place place) {
        Class<?> type = parameter.resolve(Object.class);
        if (type.isArray()) {
            return new KeysArgument(index, elements -> arrayOf(type.getComponentType(), elements));
        }
        if (Iterable.class.isAssignableFrom(type)) {
            if (type.isAssignableFrom(ArrayList.class)) {
                return new KeysArgument(index, ArrayList::new);
            }
            if (type.isAssignableFrom(LinkedHashSet.class)) {
                return new KeysArgument(index, LinkedHashSet::new);
            }
            if (type.isAssignableFrom(TreeSet.class)) {
                return new KeysArgument(index, TreeSet::new);
            }
        }
        throw place.misuse("keys is a parameter of type " + type.getSimpleName()
                + ", which cannot be rebuilt with fewer keys. Use" + " a Collection, List, Set or array.");
    }

    /**
     * The argument with other elements.
     *
     * @param elements the elements to pass on
     * @return a value that the parameter takes
     */
    public Object with(List<@Nullable Object> elements) {
        return maker.apply(elements);
    }

    /**
     * The elements of a collection or an array in order, null if a value is neither.
     *
     * @param value a collection, an array or anything else
     * @return the elements, or null
     */
    public static @Nullable List<@Nullable Object> elementsOf(@Nullable Object value) {
        if (value instanceof Iterable<?> iterable) {
            List<@Nullable Object> elements = new ArrayList<>();
            iterable.forEach(elements::add);
            return elements;
        }
        return value == null || !value.getClass().isArray()
                ? null
                : new ArrayList<>(Arrays.asList(ObjectUtils.toObjectArray(value)));
    }

    private static Object arrayOf(Class<?> component, List<@Nullable Object> elements) {
        Object array = Array.newInstance(component, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }
}
