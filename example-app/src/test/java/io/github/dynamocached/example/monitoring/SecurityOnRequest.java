package io.github.dynamocached.example.monitoring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Security out of all applications of the tests but those that ask for it. It is on the class path of the tests for
 * {@link SecuredEndpointTests}. Found by {@code spring.factories}.
 */
final class SecurityOnRequest implements AutoConfigurationImportFilter, EnvironmentAware {

    /** The property that an application asks with. */
    static final String PROPERTY = "example.tests.security";

    private boolean isRequested;

    @Override
    public void setEnvironment(Environment environment) {
        isRequested = environment.getProperty(PROPERTY, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            String name = autoConfigurations[i];
            matches[i] = isRequested || name == null || !name.startsWith("org.springframework.boot.security.");
        }
        return matches;
    }
}
