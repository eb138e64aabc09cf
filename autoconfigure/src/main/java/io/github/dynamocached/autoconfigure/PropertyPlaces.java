package io.github.dynamocached.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds the file and line, or the environment variable, that sets a property. */
final class PropertyPlaces {

    private final Iterable<ConfigurationPropertySource> sources;

    private PropertyPlaces(Iterable<ConfigurationPropertySource> sources) {
        this.sources = sources;
    }

    static PropertyPlaces none() {
        return new PropertyPlaces(List.of());
    }

    static PropertyPlaces of(ConfigurableEnvironment environment) {
        return new PropertyPlaces(ConfigurationPropertySources.from(environment.getPropertySources()));
    }

    /**
     * Finds a property.
     *
     * @param names the names that it may have
     * @return its first name, with its file and line if these are known; empty if it is not set
     */
    Optional<String> find(String... names) {
        return StreamSupport.stream(sources.spliterator(), false)
                .flatMap(source -> Arrays.stream(names).map(name -> propertyOf(source, name)))
                .filter(found -> found != null)
                .findFirst()
                .map(found -> names[0] + placeOf(found.getOrigin()));
    }

    private static @Nullable ConfigurationProperty propertyOf(ConfigurationPropertySource source, String name) {
        return source.getConfigurationProperty(ConfigurationPropertyName.adapt(name, '.'));
    }

    private static String placeOf(@Nullable Origin origin) {
        Origin place = origin instanceof PropertySourceOrigin ofSource ? ofSource.getOrigin() : origin;
        return place instanceof TextResourceOrigin || place instanceof SystemEnvironmentOrigin
                ? " (" + place + ")"
                : "";
    }
}
