package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.aop.NearestName;
import java.beans.PropertyDescriptor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Follows the name of an unknown property as far as it is known, and suggests the nearest known name. */
final class PropertyNames {

    private final ConfigurationPropertyName name;

    private PropertyNames(ConfigurationPropertyName name) {
        this.name = name;
    }

    /** The problem of a name under {@code dynamocached} that was not bound. */
    static String refusal(ConfigurationPropertyName name) {
        return "unknown property. " + new PropertyNames(name).advice(DynamoCachedProperties.class, 1, false);
    }

    private String advice(Class<?> type, int element, boolean ofCache) {
        Map<String, PropertyDescriptor> known = propertiesOf(type);
        String written = name.getElement(element, Form.DASHED);
        PropertyDescriptor property = known.get(written);
        int next = element + 1;
        if (property != null && Map.class.isAssignableFrom(property.getPropertyType())) {
            return next + 1 < name.getNumberOfElements()
                    ? advice(CacheProperties.class, next + 1, true)
                    : "Set the properties under it.";
        }
        if (property != null && next < name.getNumberOfElements()) {
            return advice(property.getPropertyType(), next, false);
        }
        String dotted = ofCache ? dottedName(known, element) : null;
        return dotted != null
                ? "If the cache name contains dots, use " + dotted + "."
                : NearestName.to(written, known.keySet())
                        .map(nearest -> "Use " + with(element, nearest) + ", or remove it.")
                        .orElse("Remove it.");
    }

    private static Map<String, PropertyDescriptor> propertiesOf(Class<?> type) {
        Map<String, PropertyDescriptor> properties = new TreeMap<>();
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            if (!property.getName().equals("class")) {
                properties.put(DataObjectPropertyName.toDashedForm(property.getName()), property);
            }
        }
        return properties;
    }

    /** The name with all elements up to a known property joined to one cache name. */
    private @Nullable String dottedName(Map<String, PropertyDescriptor> known, int element) {
        int last = name.getNumberOfElements() - 1;
        if (last == element || !known.containsKey(name.getElement(last, Form.DASHED))) {
            return null;
        }
        StringBuilder cache = new StringBuilder(name.getElement(element - 1, Form.ORIGINAL));
        for (int i = element; i < last; i++) {
            cache.append('.').append(name.getElement(i, Form.ORIGINAL));
        }
        return name.chop(element - 1) + "[" + cache + "]." + name.getElement(last, Form.DASHED);
    }

    private ConfigurationPropertyName with(int element, String replacement) {
        ConfigurationPropertyName changed = name.chop(element).append(replacement);
        for (int i = element + 1; i < name.getNumberOfElements(); i++) {
            changed = changed.append(name.getElement(i, Form.ORIGINAL));
        }
        return changed;
    }
}
