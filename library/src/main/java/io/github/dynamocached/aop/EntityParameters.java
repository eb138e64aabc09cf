package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.KeyShapes;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Finds the entities among the parameters and the result of a method, from which the keys of a write are derived. */
record EntityParameters(Place place, Method method, Class<?> beanClass, EntityKeys keys, KeyShapes shapes) {

    /**
     * The parameter that is an entity, null for none.
     *
     * @throws MisuseException if there are several
     */
    @Nullable
    Integer entity() {
        Integer found = null;
        for (int i = 0; i < Suspending.parametersOf(method); i++) {
            if (keys.isEntity(shapes.typeOf(i))) {
                found = only(found, i, "is an entity", "key");
            }
        }
        return found;
    }

    /**
     * The parameter that is a collection or an array of entities, null for none.
     *
     * @throws MisuseException if there are several
     */
    @Nullable
    Integer entities() {
        Integer found = null;
        for (int i = 0; i < Suspending.parametersOf(method); i++) {
            Class<?> element = shapes.elementOf(i);
            if (element != null && keys.isEntity(element)) {
                found = only(found, i, "holds entities", "keys");
            }
        }
        return found;
    }

    private Integer only(@Nullable Integer found, int next, String what, String attribute) {
        if (found != null) {
            throw place.misuse("more than one parameter " + what + ", so the key is ambiguous. Set " + attribute
                    + ", for example \"#p" + found + "\".");
        }
        return next;
    }

    /** The entity that the method returns, unless it has as many parameters as the key of the entity has parts. */
    @Nullable
    Class<?> returnedEntity() {
        Class<?> type = returned();
        return type != null && keys.isEntity(type) && Suspending.parametersOf(method) != keys.countOf(type)
                ? type
                : null;
    }

    /** The type of the result, or of the value in its {@code Optional}; null if it is not known. */
    @Nullable
    Class<?> returned() {
        ResolvableType declared = ResultType.declared(method, beanClass);
        return (declared.resolve() == Optional.class ? declared.getGeneric() : declared).resolve();
    }
}
