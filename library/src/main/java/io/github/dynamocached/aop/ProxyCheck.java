package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/** Finds annotated methods that no proxy can stand before: they would silently do nothing. */
final class ProxyCheck {

    private final ProxyForecast forecast;

    ProxyCheck(ProxyForecast forecast) {
        this.forecast = forecast;
    }

    /**
     * Checks a method of a bean.
     *
     * @throws MisuseException if its calls do not go through a proxy
     */
    void check(AnnotatedMethod annotated) {
        Method method = annotated.method();
        Class<?> type = annotated.beanClass();
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
            throw annotated.misuse("the method is " + (Modifier.isStatic(modifiers) ? "static" : "private")
                    + ", so no proxy can stand before it. Make it a public method of the bean.");
        }
        if (!forecast.isSubclass(type)) {
            requireInterface(annotated, method, type);
            return;
        }
        if (forecast.isImpossible(type)) {
            throw annotated.misuse(
                    "the class is final, so there can be no proxy of it. Make it open to subclasses, or let it implement"
                            + " an interface with the method and proxy interfaces (spring.aop.proxy-target-class: false).");
        }
        if (Modifier.isFinal(modifiers)) {
            throw annotated.misuse("the method is final, so no proxy can stand before it. Remove 'final'.");
        }
        if (isPackagePrivate(modifiers) && isElsewhere(method.getDeclaringClass(), type)) {
            throw annotated.misuse("the method is visible only in the package of "
                    + method.getDeclaringClass().getName()
                    + ", so no proxy of its subclass can stand before it. Make it public or protected.");
        }
    }

    private static void requireInterface(AnnotatedMethod annotated, Method method, Class<?> type) {
        if (Proxy.isProxyClass(type)) {
            return;
        }
        boolean declared = ClassUtils.getAllInterfacesForClassAsSet(type).stream()
                .flatMap(face -> Arrays.stream(face.getMethods()))
                .filter(candidate -> candidate.getName().equals(method.getName()))
                .anyMatch(candidate ->
                        AopUtils.getMostSpecificMethod(candidate, type).equals(method));
        if (!declared && !type.isInterface()) {
            throw annotated.misuse(
                    "the bean is proxied by its interfaces, and none of them has the method. Declare it in"
                            + " one, or proxy classes (spring.aop.proxy-target-class: true).");
        }
    }

    private static boolean isPackagePrivate(int modifiers) {
        return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
    }

    private static boolean isElsewhere(Class<?> declaring, Class<?> type) {
        return !declaring.getPackageName().equals(type.getPackageName())
                || declaring.getClassLoader() != type.getClassLoader();
    }
}
