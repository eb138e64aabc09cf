package io.github.dynamocached.aop;

import java.io.Closeable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Knows how the auto-proxy creator will make the proxy of a class: as a subclass, or from its interfaces. */
final class ProxyForecast {

    private static final Set<Class<?>> CALLBACKS =
            Set.of(InitializingBean.class, DisposableBean.class, AutoCloseable.class, Closeable.class, Aware.class);

    private final ConfigurableListableBeanFactory factory;

    ProxyForecast(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
    }

    /** Whether a proxy of the class has to be its subclass, but the class is final. */
    boolean isImpossible(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !type.isInterface() && isSubclass(type);
    }

    /** Whether a proxy of the class would be its subclass. Spring makes one of a proxy or a lambda by its interfaces. */
    boolean isSubclass(Class<?> type) {
        if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type)) {
            return false;
        }
        boolean always =
                factory.getSingleton(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME) instanceof ProxyConfig creator
                        && creator.isProxyTargetClass();
        return always || ClassUtils.getAllInterfacesForClassAsSet(type).stream().allMatch(ProxyForecast::isCallback);
    }

    /** An interface that no proxy is made from. */
    private static boolean isCallback(Class<?> type) {
        return CALLBACKS.contains(type) || Aware.class.isAssignableFrom(type) || type.getMethods().length == 0;
    }
}
