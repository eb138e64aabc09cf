package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.RefusedFieldsException;
import io.github.dynamocached.expression.NearestName;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the codecs of results that are made of some attributes of an entity. */
record FieldsCompiler(CachePorts ports, CacheEntities entities) {

    /**
     * The codec of a read of attributes.
     *
     * @param fields what is written of them
     * @param codecs the codecs of the cache
     * @throws MisuseException if they cannot be read so, with everything that is wrong
     */
    ValueCodec codecOf(
            Operations.Cached operation,
            Operations.Fields fields,
            Type result,
            Class<?> beanClass,
            ValueCodecs codecs) {
        Place place = operation.place();
        if (fields.names().isEmpty()) {
            throw place.misuse("entity is set, but fields is empty. Set fields, or remove entity.");
        }
        Problems problems = new Problems();
        problems.check(() -> requireNoVariant(operation));
        problems.check(() -> requireNames(fields.names(), place));
        Supplier<Class<?>> entity = problems.attempt(() -> entityOf(operation, fields, beanClass));
        problems.throwIfAny();
        List<String> meant = meant(fields.names(), entity.get(), place, problems);
        Supplier<ValueCodec> codec =
                problems.attempt(() -> codecOf(codecs, result, entity.get(), meant, place, problems));
        problems.throwIfAny();
        return codec.get();
    }

    private static void requireNoVariant(Operations.Cached operation) {
        if (!operation.variant().isEmpty()) {
            throw operation.misuse("variant \"" + operation.variant()
                    + "\" cannot be combined with fields, which already keep results apart. Remove one of the"
                    + " two.");
        }
    }

    private static void requireNames(List<String> fields, Place place) {
        Problems problems = new Problems();
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (field.isEmpty()) {
                problems.add(place + ": fields has an empty name. Write the name of an attribute.");
            } else if (!seen.add(field)) {
                problems.add(place + ": fields names '" + field + "' twice. Remove one of them.");
            }
        }
        problems.throwIfAny();
    }

    private Class<?> entityOf(Operations.Cached operation, Operations.Fields fields, Class<?> beanClass) {
        Place place = operation.place();
        String cache = operation.cache();
        Class<?> named = fields.entity();
        Set<Class<?>> known = entities.of(cache, beanClass);
        if (named != null && !isEntity(named)) {
            throw place.misuse("entity " + named.getName() + " is not an entity. Use a class that is annotated"
                    + " @DynamoDbBean or @DynamoDbImmutable, or that a TableSchema bean describes.");
        }
        if (named != null && !known.isEmpty() && !known.contains(named)) {
            throw place.misuse("entity is " + named.getName() + ", but other methods of the cache '" + cache
                    + "' return " + names(known) + ". Set entity to that, or use another cache.");
        }
        if (named == null && known.size() > 1) {
            throw place.misuse("the methods of the cache '" + cache + "' return several entities (" + names(known)
                    + "). Set entity to the one that fields belong to.");
        }
        if (named == null && known.isEmpty()) {
            throw place.misuse("no method of the cache '" + cache
                    + "' says which entity fields belong to. Set entity, for example \"entity = User.class\".");
        }
        return named == null ? known.iterator().next() : named;
    }

    private boolean isEntity(Class<?> type) {
        try {
            return !ports.valueCodecs().codecOf(type).format().isBlob();
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static String names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).sorted().collect(Collectors.joining(", "));
    }

    /**
     * The names as they were probably meant, so that one misspelt name does not hide other problems. Empty if that is not
     * clear.
     */
    private List<String> meant(List<String> fields, Class<?> entity, Place place, Problems problems) {
        Set<String> attributes = ports.entityKeys().attributesOf(entity);
        List<String> meant = new ArrayList<>();
        boolean isClear = true;
        for (String field : fields) {
            Optional<String> nearest = NearestName.to(field, attributes);
            if (!attributes.contains(field)) {
                problems.add(place + ": fields names '" + field + "', which is not an attribute of " + entity.getName()
                        + ". "
                        + nearest.map(name -> "Use '" + name + "'.")
                                .orElseGet(() ->
                                        "Its attributes are " + String.join(", ", new TreeSet<>(attributes)) + "."));
                isClear &= nearest.isPresent();
            }
            meant.add(attributes.contains(field) ? field : nearest.orElse(field));
        }
        return isClear ? meant : List.of();
    }

    private static ValueCodec codecOf(
            ValueCodecs codecs, Type result, Class<?> entity, List<String> attributes, Place place, Problems problems) {
        if (attributes.isEmpty()) {
            throw new MisuseException(problems.found());
        }
        try {
            return codecs.projectionOf(result, entity, attributes);
        } catch (RefusedFieldsException refused) {
            throw new MisuseException(refused.problems().stream()
                    .map(problem -> place + ": " + problem)
                    .toList());
        } catch (IllegalArgumentException refused) {
            throw place.misuse(String.valueOf(refused.getMessage()));
        }
    }
}
