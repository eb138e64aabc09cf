package io.github.dynamocached.codec;

import org.springframework.util.ClassUtils;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.module.kotlin.KotlinModule;

/**
 * Jackson's module for Kotlin, if it is on the class path: constructors with default values, and properties that only a
 * constructor sets.
 */
final class KotlinClasses {

    private static final boolean ARE_KNOWN =
            isPresent("tools.jackson.module.kotlin.KotlinModule") && isPresent("kotlin.reflect.full.KClasses");

    private KotlinClasses() {}

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, KotlinClasses.class.getClassLoader());
    }

    static void addTo(MapperBuilder<?, ?> builder) {
        if (ARE_KNOWN) {
            Module.addTo(builder);
        }
    }

    /** Loaded only if the module is there. */
    private static final class Module {

        static void addTo(MapperBuilder<?, ?> builder) {
            builder.addModule(new KotlinModule.Builder().build());
        }
    }
}
