package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.expression.NearestName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Follows the name of an unknown property as far as it is known, and suggests the nearest known name. */
final class PropertyNames {

    private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final ConfigurationPropertyName name;

    private PropertyNames(ConfigurationPropertyName name) {
        this.name = name;
    }

    /** The property under which a cache has its settings. */
    static String ofCache(String cache) {
        return "dynamocached.caches" + (SIMPLE_NAME.matcher(cache).matches() ? "." + cache : "[" + cache + "]");
    }

    /** The problem of a name under {@code dynamocached} that was not bound. */
    static String refusal(ConfigurationPropertyName name) {
        return "unknown property. " + new PropertyNames(name).advice(DynamoCachedProperties.class, 1, false);
    }

    private String advice(Class<?> type, int element, boolean ofCache) {
        Map<String, Class<?>> known = of(type);
        String written = name.getElement(element, Form.DASHED);
        Class<?> property = known.get(written);
        int next = element + 1;
        if (property == Map.class) {
            return next + 1 < name.getNumberOfElements()
                    ? advice(DynamoCachedProperties.Cache.class, next + 1, true)
                    : "Set the properties under it.";
        }
        if (property != null && next < name.getNumberOfElements()) {
            return advice(property, next, false);
        }
        String dotted = ofCache ? dottedName(known, element) : null;
        return dotted != null
                ? "If the cache name contains dots, use " + dotted + "."
                : NearestName.to(written, known.keySet())
                        .map(nearest -> "Use " + with(element, nearest) + ", or remove it.")
                        .orElse("Remove it.");
    }

    /** The types of the properties in a record of them, by name; none for another type. */
    static Map<String, Class<?>> of(Class<?> type) {
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        return Arrays.stream(components)
                .collect(Collectors.toMap(
                        component -> DataObjectPropertyName.toDashedForm(component.getName()),
                        RecordComponent::getType));
    }

    /** The names of the properties in a record of them, those in a record within it after its own name and a dot. */
    static Set<String> dotted(Class<?> type) {
        Set<String> names = new TreeSet<>();
        of(type).forEach((name, property) -> {
            if (property.isRecord()) {
                dotted(property).forEach(inner -> names.add(name + "." + inner));
            } else {
                names.add(name);
            }
        });
        return names;
    }

    /** The name with all elements up to a known property joined to one cache name. */
    private @Nullable String dottedName(Map<String, Class<?>> known, int element) {
        int end = name.getNumberOfElements() - 1;
        int last = isWithin(known.get(name.getElement(end - 1, Form.DASHED)), end) ? end - 1 : end;
        if (last <= element || !known.containsKey(name.getElement(last, Form.DASHED))) {
            return null;
        }
        StringBuilder cache = new StringBuilder(name.getElement(element - 1, Form.ORIGINAL));
        for (int i = element; i < last; i++) {
            cache.append('.').append(name.getElement(i, Form.ORIGINAL));
        }
        return name.chop(element - 1) + "[" + cache + "]." + name.subName(last);
    }

    /** Whether an element names a property in a record of them. */
    private boolean isWithin(@Nullable Class<?> type, int element) {
        return type != null && of(type).containsKey(name.getElement(element, Form.DASHED));
    }

    private ConfigurationPropertyName with(int element, String replacement) {
        ConfigurationPropertyName changed = name.chop(element).append(replacement);
        for (int i = element + 1; i < name.getNumberOfElements(); i++) {
            changed = changed.append(name.getElement(i, Form.ORIGINAL));
        }
        return changed;
    }
}
