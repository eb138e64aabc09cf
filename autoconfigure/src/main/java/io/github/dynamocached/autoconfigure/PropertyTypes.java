package io.github.dynamocached.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Says which values a property accepts, and shows values as users write them. */
final class PropertyTypes {

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            Duration.class, "is not a duration. Use \"10m\" or ISO-8601 such as \"PT10M\".",
            DataSize.class, "is not a size. Use \"512KB\" or \"1MB\".",
            Boolean.class, "is not a boolean. Use true or false.",
            Integer.class, "is not a whole number. Use digits only.",
            Double.class, "is not a number. Use a number such as 0.1.");

    private PropertyTypes() {}

    static String refusal(Object value, Bindable<?> target) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().resolve(Object.class));
        String expected = type.isEnum()
                ? "is not supported. Use " + constants(type) + "."
                : EXPECTED.getOrDefault(type, "is not a valid value. Set the properties under it.");
        return "\"" + value + "\" " + expected;
    }

    private static String constants(Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** A value as users write it. */
    static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof DataSize size ? size.toBytes() + "B" : value.toString();
    }
}
