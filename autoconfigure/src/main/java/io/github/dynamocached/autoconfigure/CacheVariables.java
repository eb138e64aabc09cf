package io.github.dynamocached.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment variables that set properties of caches.
 *
 * <p>A variable has no capitals, hyphens, dots and brackets, so it cannot spell every cache name. For Boot, the cache in
 * {@code DYNAMOCACHED_CACHES_USERDETAILS_TTL} is {@code userdetails}. Here the lookup is reversed: each cache finds all
 * variables that match its name.
 */
final class CacheVariables {

    private static final String PREFIX = "DYNAMOCACHED_CACHES_";
    private static final ConfigurationPropertyName CACHES = ConfigurationPropertyName.of("dynamocached.caches");

    private final Map<String, CacheVariable> byName = new TreeMap<>();
    private final Set<String> inFiles = new HashSet<>();
    private final List<ConfigurationPropertySource> before = new ArrayList<>();

    private CacheVariables(Iterable<ConfigurationPropertySource> sources) {
        boolean environmentSeen = false;
        for (ConfigurationPropertySource source : sources) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                environmentSeen = true;
                addAll(variables);
            } else {
                if (!environmentSeen) {
                    before.add(source);
                }
                addNames(source);
            }
        }
    }

    static CacheVariables of(Environment environment) {
        return new CacheVariables(ConfigurationPropertySources.get(environment));
    }

    static CacheVariables none() {
        return new CacheVariables(List.of());
    }

    private void addAll(SystemEnvironmentPropertySource variables) {
        for (String name : variables.getPropertyNames()) {
            Object value = variables.getProperty(name);
            if (value != null && name.toUpperCase(Locale.ROOT).startsWith(PREFIX)) {
                CacheVariable variable = CacheVariable.of(name, name.substring(PREFIX.length()), value);
                if (!variable.meanings().isEmpty()) {
                    byName.putIfAbsent(name, variable);
                }
            }
        }
    }

    private void addNames(ConfigurationPropertySource source) {
        if (source instanceof IterableConfigurationPropertySource names) {
            names.stream()
                    .filter(CACHES::isAncestorOf)
                    .forEach(name -> inFiles.add(name.getElement(CACHES.getNumberOfElements(), Form.ORIGINAL)));
        }
    }

    /** Whether a cache name can only come from variables. */
    boolean areAllOf(String cache) {
        return !inFiles.contains(cache) && !of(cache).isEmpty();
    }

    /** The variables that match a cache, each with the property that it sets. */
    Map<CacheVariable, String> of(String cache) {
        Map<CacheVariable, String> found = new TreeMap<>();
        byName.values()
                .forEach(variable -> variable.propertyOf(cache)
                        .filter(property -> !isSetBefore(cache, property))
                        .ifPresent(property -> found.put(variable, property)));
        return found;
    }

    /** Whether a system property, an argument or a similar source overrides the variable. */
    private boolean isSetBefore(String cache, String property) {
        ConfigurationPropertyName dotted = ConfigurationPropertyName.adapt(CACHES + "." + cache + "." + property, '.');
        ConfigurationPropertyName bracketed = ConfigurationPropertyName.of(CACHES + "[" + cache + "]." + property);
        return before.stream()
                .anyMatch(source ->
                        Stream.of(dotted, bracketed).anyMatch(name -> source.getConfigurationProperty(name) != null));
    }

    /** Approximate names of the caches that only variables name. */
    Set<String> names() {
        return byName.values().stream()
                .map(CacheVariable::cache)
                .filter(cache -> !inFiles.contains(cache))
                .collect(Collectors.toSet());
    }

    /** Whether all variables with such a name match a cache. */
    boolean mean(String name, String cache) {
        return byName.values().stream()
                .filter(variable -> variable.cache().equals(name))
                .allMatch(variable -> variable.propertyOf(cache).isPresent());
    }

    /** The first variable with such a name. */
    CacheVariable first(String name) {
        return byName.values().stream()
                .filter(variable -> variable.cache().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Finds variables that match several caches, and properties that several variables set. */
    void findAmbiguous(Set<String> caches, PropertyProblems problems) {
        Map<String, List<String>> variablesOf = new TreeMap<>();
        for (CacheVariable variable : byName.values()) {
            List<String> meant = caches.stream()
                    .filter(cache -> variable.propertyOf(cache).isPresent())
                    .sorted()
                    .toList();
            if (meant.size() > 1) {
                problems.add(
                        variable.name(),
                        "it matches the caches '" + String.join("' and '", meant)
                                + "'. Set their properties in a file or in SPRING_APPLICATION_JSON.");
            }
            meant.forEach(cache -> variablesOf
                    .computeIfAbsent(
                            cache + "." + variable.propertyOf(cache).orElseThrow(), unused -> new ArrayList<>())
                    .add(variable.name()));
        }
        variablesOf.values().stream()
                .filter(variables -> variables.size() > 1)
                .forEach(variables -> problems.add(
                        variables.get(0),
                        "it sets the same property as " + String.join(" and ", variables.subList(1, variables.size()))
                                + ". Remove one of them."));
    }
}
