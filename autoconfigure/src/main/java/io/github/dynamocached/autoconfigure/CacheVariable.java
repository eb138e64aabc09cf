package io.github.dynamocached.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * One environment variable that sets a property of a cache.
 *
 * @param name its name
 * @param meanings the ways to read it; the longest name of a property comes first
 * @param value its value
 */
record CacheVariable(String name, List<Meaning> meanings, Object value) implements Comparable<CacheVariable> {

    private static final Set<String> PROPERTIES = PropertyNames.dotted(DynamoCachedProperties.Cache.class);

    /**
     * One way to read a variable.
     *
     * @param cache the name of the cache in capitals; other characters than letters and digits are left out or underscores
     * @param property the property of the cache
     */
    record Meaning(String cache, String property) {}

    /**
     * A variable.
     *
     * @param rest the part of its name that begins with the name of the cache
     */
    static CacheVariable of(String name, String rest, Object value) {
        String capitals = rest.toUpperCase(Locale.ROOT);
        List<Meaning> meanings = PROPERTIES.stream()
                .flatMap(property -> formsOfProperty(property)
                        .filter(form -> capitals.endsWith("_" + form) && capitals.length() > form.length() + 1)
                        .map(form ->
                                new Meaning(capitals.substring(0, capitals.length() - form.length() - 1), property)))
                .sorted(Comparator.comparing(Meaning::cache))
                .toList();
        return new CacheVariable(name, meanings, value);
    }

    /** The ways to spell a property, first that of Boot. */
    private static Stream<String> formsOfProperty(String property) {
        String asInBoot = property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        return Stream.concat(Stream.of(asInBoot), formsOf(property)).distinct();
    }

    /** The ways to spell a name in a variable. */
    private static Stream<String> formsOf(String name) {
        String capitals = name.toUpperCase(Locale.ROOT);
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return Stream.of(
                        capitals.replaceAll("[^A-Z0-9]", ""),
                        capitals.replaceAll("[^A-Z0-9]", "_"),
                        words.replaceAll("[^A-Z0-9]", "_"))
                .distinct();
    }

    /** The property that it sets for a cache, empty if it does not match the cache. */
    Optional<String> propertyOf(String cacheName) {
        Set<String> forms = formsOf(cacheName).collect(Collectors.toSet());
        return meanings.stream()
                .filter(meaning -> forms.contains(meaning.cache()))
                .map(Meaning::property)
                .findFirst();
    }

    /** What it sets, if its value can be read as that of a property. Otherwise a problem is reported. */
    DynamoCachedProperties.Cache bound(String property, PropertyProblems problems) {
        return new Binder(new MapConfigurationPropertySource(Map.of("cache." + property, value)))
                .bindOrCreate("cache", Bindable.of(DynamoCachedProperties.Cache.class), new AbstractBindHandler() {
                    @Override
                    public @Nullable Object onFailure(
                            ConfigurationPropertyName at, Bindable<?> target, BindContext context, Exception error) {
                        problems.add(name, PropertyTypes.refusal(value, target));
                        return null;
                    }
                });
    }

    /** The name of its cache, as far as it can be read from the variable. */
    String cache() {
        return meanings.get(0).cache().toLowerCase(Locale.ROOT);
    }

    /** The name of the variable that sets the same property of another cache. */
    String nameFor(String cacheName) {
        String property = meanings.get(0).property();
        return "DYNAMOCACHED_CACHES_" + formsOf(cacheName).findFirst().orElseThrow() + "_"
                + formsOfProperty(property).findFirst().orElseThrow();
    }

    @Override
    public int compareTo(CacheVariable other) {
        return name.compareTo(other.name);
    }
}
