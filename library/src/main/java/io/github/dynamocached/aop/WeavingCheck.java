package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/** Finds annotated methods that no aspect goes around: their annotations would silently do nothing. */
final class WeavingCheck {

    private WeavingCheck() {}

    /**
     * Checks a method of a bean.
     *
     * @throws MisuseException if its calls do not go through the aspect
     */
    static void check(AnnotatedMethod annotated) {
        Method method = annotated.method();
        if (Modifier.isStatic(method.getModifiers())) {
            throw annotated.misuse(
                    "the method is static, so the aspect does not cache it. Make it a method of the bean.");
        }
        if (Suspending.isOne(method)) {
            throw annotated.misuse(
                    "a woven suspending function enters the aspect again each time it goes on, with other"
                            + " arguments. Set the mode to proxy, or return a Mono.");
        }
        for (Operations.Written written : annotated.operations().written()) {
            if (!written.source().equals(method)) {
                throw written.place()
                        .misuse("the annotation is on "
                                + Place.of(written.source())
                                + ", and AspectJ weaves only methods that have it themselves. Annotate"
                                + " the method of the class, or set the mode to proxy.");
            }
        }
        if (!isWoven(method)) {
            throw annotated.misuse(
                    "its class is not woven. Start the JVM with -javaagent:aspectjweaver.jar, compile the class"
                            + " with ajc and this library as an aspect library, or set the mode to proxy.");
        }
    }

    /** Around an execution the weaver puts the body of the method into another one. */
    private static boolean isWoven(Method method) {
        String body = method.getName() + "_aroundBody";
        return Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
                .anyMatch(made -> made.getName().startsWith(body));
    }
}
