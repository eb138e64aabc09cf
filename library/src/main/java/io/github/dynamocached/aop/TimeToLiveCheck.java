package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.expression.NearestName;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Checks that the entities which the methods of a cache return have its time-to-live attribute. */
record TimeToLiveCheck(CachePorts ports) {

    /**
     * Checks a method. A result without an entity has no time to live, and is not checked.
     *
     * @throws MisuseException if the entity has no such attribute, or if the attribute is not a number
     */
    void check(CacheSettings settings, Type result, Operations.Cached operation) {
        String attribute = settings.timeToLiveAttribute();
        Class<?> entity = attribute == null ? null : entityOf(result, operation.fields());
        if (attribute == null || entity == null) {
            return;
        }
        EntityKeys entities = ports.entityKeys();
        Set<String> attributes = entities.attributesOf(entity);
        String name = "the time-to-live-attribute '" + attribute + "' of its cache '" + settings.name() + "' ";
        if (!attributes.contains(attribute)) {
            throw operation.misuse(name + "is not an attribute of " + entity.getName() + ". "
                    + NearestName.to(attribute, attributes)
                            .map(nearest -> "Set it to '" + nearest + "', or leave it empty for this cache.")
                            .orElseGet(() -> "Set it to one of " + String.join(", ", new TreeSet<>(attributes))
                                    + ", or leave it empty for this cache."));
        }
        if (!entities.isNumber(entity, attribute)) {
            throw operation.misuse(name + "is not a number in " + entity.getName()
                    + ". DynamoDB requires a number of seconds as time to live. Set it to another attribute, or"
                    + " leave it empty for this cache.");
        }
    }

    private @Nullable Class<?> entityOf(Type result, Operations.@Nullable Fields fields) {
        if (fields != null && fields.entity() != null) {
            return fields.entity();
        }
        ResolvableType type = ResolvableType.forType(result);
        return Stream.concat(Stream.of(type, type.getComponentType()), Stream.of(type.getGenerics()))
                .map(ResolvableType::resolve)
                .filter(raw -> raw != null && ports.entityKeys().isEntity(raw))
                .findFirst()
                .orElse(null);
    }
}
