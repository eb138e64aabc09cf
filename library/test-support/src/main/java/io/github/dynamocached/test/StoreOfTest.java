package io.github.dynamocached.test;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Sets the property that {@link AutoConfigureDynamoCached} stands for.
 *
 * @param property name and value
 */
record StoreOfTest(String property) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestPropertyValues.of(property).applyTo(context);
    }

    /** Finds the annotation of a test class. */
    static final class Factory implements ContextCustomizerFactory {

        /** Created by Spring. */
        Factory() {}

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            AutoConfigureDynamoCached found =
                    TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureDynamoCached.class);
            return found == null
                    ? null
                    : new StoreOfTest("dynamocached.store="
                            + found.value().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
