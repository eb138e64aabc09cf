package io.github.dynamocached.springcache;

import io.github.dynamocached.ValueCodecException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The types of values whose methods do not say them. Each is written as a text beside its value: the name of a class, or a kind
 * of container and the class of its elements. A class is loaded only if its name is allowed: that of a simple value, of an
 * allowed class, or of a class in an allowed package or below it.
 */
final class AllowedTypes {

    private static final Map<String, Class<?>> SIMPLE = Stream.of(
                    String.class,
                    Boolean.class,
                    Byte.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    Float.class,
                    Double.class,
                    BigDecimal.class,
                    BigInteger.class,
                    UUID.class,
                    Instant.class,
                    LocalDate.class,
                    LocalDateTime.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private final List<String> allowed;
    private final @Nullable ClassLoader classes = ClassUtils.getDefaultClassLoader();

    /** @param allowed the names of classes and packages */
    AllowedTypes(Collection<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * The text of a value's type.
     *
     * @throws ValueCodecException if the type is not allowed; the message says what to do
     */
    String textOf(Object value) {
        if (value instanceof List<?> list) {
            return "List " + elementsOf(list);
        }
        if (value instanceof Set<?> set) {
            return "Set " + elementsOf(set);
        }
        if (value instanceof Map<?, ?> map) {
            if (map.keySet().stream().allMatch(String.class::isInstance)) {
                return "Map " + elementsOf(map.values());
            }
            throw refused(value.getClass().getName() + " with keys that are not texts");
        }
        String name = value.getClass().getName();
        if (!isAllowed(name)) {
            throw refused(name);
        }
        return name;
    }

    /** The class of all elements, which is a simple one. */
    private static String elementsOf(Collection<?> elements) {
        Set<String> names = elements.stream()
                .map(element -> element == null ? "null" : element.getClass().getName())
                .collect(Collectors.toSet());
        String name =
                names.isEmpty() ? String.class.getName() : names.iterator().next();
        if (names.size() > 1 || !SIMPLE.containsKey(name)) {
            throw refused("a container of " + String.join(", ", names));
        }
        return name;
    }

    private boolean isAllowed(String name) {
        return SIMPLE.containsKey(name)
                || allowed.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }

    /**
     * The type of a text.
     *
     * @throws ValueCodecException if it is not allowed
     */
    Type typeOf(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return classOf(text);
        }
        Class<?> element = SIMPLE.get(text.substring(space + 1));
        if (element == null) {
            throw refused("a container");
        }
        ResolvableType type = switch (text.substring(0, space)) {
            case "List" -> ResolvableType.forClassWithGenerics(List.class, element);
            case "Set" -> ResolvableType.forClassWithGenerics(Set.class, element);
            case "Map" -> ResolvableType.forClassWithGenerics(Map.class, String.class, element);
            default -> throw refused("a container");
        };
        return type.getType();
    }

    private Class<?> classOf(String name) {
        Class<?> simple = SIMPLE.get(name);
        if (simple != null) {
            return simple;
        }
        if (!isAllowed(name)) {
            throw refused("a class that is not allowed");
        }
        try {
            return ClassUtils.forName(name, classes);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new ValueCodecException("The class of the value is not on the class path.");
        }
    }

    private static ValueCodecException refused(String what) {
        return new ValueCodecException(
                "The type of the value (" + what + ") is only known at run time. Declare it as the"
                        + " result of the method, or add its class or package to dynamocached.spring-cache.types.");
    }

    @Override
    public String toString() {
        return "allowed types " + new ArrayList<>(allowed);
    }
}
