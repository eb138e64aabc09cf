package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamocached.MisuseException;
import java.util.List;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Configuration;

/** The two kinds of proxies that Spring makes. */
enum Proxied implements Advised {
    BY_INTERFACES,
    BY_SUBCLASS;

    @Override
    public CachingTestApplication start(Class<?>... components) {
        if (this == BY_SUBCLASS) {
            return CachingTestApplication.start(components);
        }
        Class<?>[] all = new Class<?>[components.length + 1];
        all[0] = InterfaceProxies.class;
        System.arraycopy(components, 0, all, 1, components.length);
        return CachingTestApplication.startPlain(all);
    }

    @Override
    public boolean isKindOf(Object bean) {
        return this == BY_SUBCLASS ? AopUtils.isCglibProxy(bean) : AopUtils.isJdkDynamicProxy(bean);
    }

    /** Why an application with these components does not start. */
    List<String> problemsOf(Class<?>... components) {
        MisuseException refused = catchThrowableOfType(
                MisuseException.class, () -> start(components).close());
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching
    static class InterfaceProxies {}
}
