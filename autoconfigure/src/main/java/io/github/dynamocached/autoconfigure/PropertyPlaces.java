package io.github.dynamocached.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds what sets a property: a file and line, an environment variable, the command line. */
final class PropertyPlaces {

    private final List<ConfigurationPropertySource> sources;

    private PropertyPlaces(Iterable<ConfigurationPropertySource> sources) {
        this.sources = StreamSupport.stream(sources.spliterator(), false).toList();
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
     * @return its first name, with what sets it; empty if it is not set
     */
    Optional<String> find(String... names) {
        return sources.stream()
                .flatMap(source -> Arrays.stream(names).map(name -> propertyOf(source, name)))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(found -> names[0] + suffix(found.getOrigin()));
    }

    /**
     * The name of a property or of an environment variable, with what sets it. For a name that others begin with, this is what
     * sets the first of them; for an element of a list that is one text, what sets the list.
     *
     * @return the same text if nothing is set
     */
    String located(String name) {
        if (isVariable(name)) {
            return name + " (environment variable)";
        }
        ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
        return first(source -> source.getConfigurationProperty(property))
                .or(() -> first(source -> firstBelow(source, property)))
                .or(() -> property.isLastElementIndexed()
                        ? first(source -> source.getConfigurationProperty(property.getParent()))
                        : Optional.empty())
                .map(found -> name + suffix(found.getOrigin()))
                .orElse(name);
    }

    private boolean isVariable(String name) {
        return sources.stream()
                .map(ConfigurationPropertySource::getUnderlyingSource)
                .anyMatch(source -> source instanceof SystemEnvironmentPropertySource variables
                        && variables.getSource().containsKey(name));
    }

    private Optional<ConfigurationProperty> first(
            Function<ConfigurationPropertySource, @Nullable ConfigurationProperty> search) {
        return sources.stream()
                .flatMap(source -> Stream.ofNullable(search.apply(source)))
                .findFirst();
    }

    private static @Nullable ConfigurationProperty firstBelow(
            ConfigurationPropertySource source, ConfigurationPropertyName name) {
        return source instanceof IterableConfigurationPropertySource names
                ? names.stream()
                        .filter(name::isAncestorOf)
                        .findFirst()
                        .map(source::getConfigurationProperty)
                        .orElse(null)
                : null;
    }

    private static @Nullable ConfigurationProperty propertyOf(ConfigurationPropertySource source, String name) {
        return source.getConfigurationProperty(ConfigurationPropertyName.adapt(name, '.'));
    }

    private static String suffix(@Nullable Origin origin) {
        return origin == null ? "" : " (" + text(origin) + ")";
    }

    private static String text(Origin origin) {
        if (!(origin instanceof PropertySourceOrigin ofSource)) {
            return origin.toString();
        }
        PropertySource<?> source = ofSource.getPropertySource();
        return ofSource.getOrigin() != null
                ? ofSource.getOrigin().toString()
                : source instanceof CommandLinePropertySource
                        ? "command line"
                        : source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                                ? "system property"
                                : "property source '" + source.getName() + "'";
    }
}
