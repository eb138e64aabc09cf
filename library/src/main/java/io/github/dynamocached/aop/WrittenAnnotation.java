package io.github.dynamocached.aop;

import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * One annotation with its placeholders resolved. Attributes that cannot be read are empty.
 *
 * @param annotation the annotation, with the attributes of those that it is a meta-annotation of
 * @param place where it is written
 * @param placeholders resolves the placeholders of an attribute
 * @param problems what cannot be read
 */
record WrittenAnnotation(
        MergedAnnotation<?> annotation, Place place, UnaryOperator<@Nullable String> placeholders, Problems problems) {

    boolean isBlank(String attribute) {
        return annotation.getString(attribute).isBlank();
    }

    String text(String attribute) {
        return resolved(attribute, annotation.getString(attribute).strip());
    }

    List<String> texts(String attribute) {
        return Arrays.stream(annotation.getStringArray(attribute))
                .map(text -> resolved(attribute, text.strip()))
                .toList();
    }

    private String resolved(String attribute, String written) {
        if (!written.contains("${")) {
            return written;
        }
        String resolved = valueOf(written);
        if (resolved == null || resolved.contains("${")) {
            problems.add(place + ": " + attribute + " \"" + written
                    + "\" has a placeholder without a value. Set the property, or write a default, for example"
                    + " \"${name:default}\".");
            return "";
        }
        return resolved.strip();
    }

    /** Null where a placeholder has no value; without a configurer for them Spring leaves it as it is. */
    private @Nullable String valueOf(String written) {
        try {
            return placeholders.apply(written);
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
    }
}
