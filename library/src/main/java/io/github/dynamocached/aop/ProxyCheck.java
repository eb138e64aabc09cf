package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.io.Closeable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds annotated methods that no proxy can intercept: their annotations would silently do nothing. It knows how the
 * auto-proxy creator makes the proxy of a class: as a subclass, or from the interfaces of the class.
 */
final class ProxyCheck {

    private static final Set<Class<?>> CALLBACKS =
            Set.of(InitializingBean.class, DisposableBean.class, AutoCloseable.class, Closeable.class, Aware.class);

    private final ConfigurableListableBeanFactory factory;

    ProxyCheck(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
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
                    + ", so a proxy cannot intercept it. Make it a public method of the bean.");
        }
        if (!isSubclass(type)) {
            requireInterface(annotated, method, type);
            return;
        }
        if (isImpossible(type)) {
            throw annotated.misuse(
                    "the class is final, so Spring cannot create a proxy of it. Make the class non-final,"
                            + " or declare the method in an interface and set spring.aop.proxy-target-class to false.");
        }
        if (Modifier.isFinal(modifiers)) {
            throw annotated.misuse("the method is final, so a proxy cannot intercept it. Remove 'final'.");
        }
        if (isPackagePrivate(modifiers) && isElsewhere(method.getDeclaringClass(), type)) {
            throw annotated.misuse("the method is package-private in "
                    + method.getDeclaringClass().getName()
                    + ", so a proxy in another package cannot intercept it. Make it public or protected.");
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
                    "the bean is proxied by its interfaces, and none of them declares the method. Declare"
                            + " it in one of them, or set spring.aop.proxy-target-class to true.");
        }
    }

    private static boolean isPackagePrivate(int modifiers) {
        return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
    }

    private static boolean isElsewhere(Class<?> declaring, Class<?> type) {
        return !declaring.getPackageName().equals(type.getPackageName())
                || declaring.getClassLoader() != type.getClassLoader();
    }

    /** Whether a proxy of the class has to be its subclass, but the class is final. */
    boolean isImpossible(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !type.isInterface() && isSubclass(type);
    }

    /** Whether a proxy of the class would be its subclass. Proxies and lambdas are proxied by their interfaces. */
    private boolean isSubclass(Class<?> type) {
        if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type)) {
            return false;
        }
        boolean always =
                factory.getSingleton(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME) instanceof ProxyConfig creator
                        && creator.isProxyTargetClass();
        return always || ClassUtils.getAllInterfacesForClassAsSet(type).stream().allMatch(ProxyCheck::isCallback);
    }

    /** An interface that the auto-proxy creator ignores. */
    private static boolean isCallback(Class<?> type) {
        return CALLBACKS.contains(type) || Aware.class.isAssignableFrom(type) || type.getMethods().length == 0;
    }
}
