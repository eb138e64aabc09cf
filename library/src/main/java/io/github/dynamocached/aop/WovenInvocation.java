package io.github.dynamocached.aop;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.ReflectionUtils;

/**
 * One call of a woven method, as a proxy would hand it over. What the aspect goes around may run several times, on any thread. It
 * keeps its arguments, so with others the method is called anew, past our aspect and with all aspects around it.
 */
final class WovenInvocation implements ProxyMethodInvocation {

    /** The call that is made anew on this thread, until it arrives at the aspect. */
    private static final ThreadLocal<@Nullable WovenInvocation> ARRIVING = new ThreadLocal<>();

    private final Object bean;
    private final Method method;
    private @Nullable Object[] arguments;
    private final WovenCalls.@Nullable Body body;
    private @Nullable Map<String, Object> attributes;

    /** @param body what the aspect goes around, null to call the method anew */
    WovenInvocation(Object bean, Method method, @Nullable Object[] arguments, WovenCalls.@Nullable Body body) {
        this.bean = bean;
        this.method = method;
        this.arguments = arguments;
        this.body = body;
    }

    /** Whether the aspect has met a call that is answered already. Asked once for each call. */
    static boolean isWithin(Method executed, Object bean) {
        WovenInvocation arriving = ARRIVING.get();
        if (arriving == null || arriving.bean != bean || !arriving.method.equals(executed)) {
            return false;
        }
        ARRIVING.remove();
        return true;
    }

    @Override
    public @Nullable Object proceed() throws Throwable {
        return body == null ? callAnew() : body.run();
    }

    private @Nullable Object callAnew() throws Throwable {
        ReflectionUtils.makeAccessible(method);
        ARRIVING.set(this);
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        } finally {
            ARRIVING.remove();
        }
    }

    @Override
    public ProxyMethodInvocation invocableClone() {
        return new WovenInvocation(bean, method, arguments.clone(), body);
    }

    @Override
    public ProxyMethodInvocation invocableClone(@Nullable Object... changed) {
        return new WovenInvocation(bean, method, changed, null);
    }

    @Override
    public Object getProxy() {
        return bean;
    }

    @Override
    public Object getThis() {
        return bean;
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public AccessibleObject getStaticPart() {
        return method;
    }

    @Override
    public @Nullable Object[] getArguments() {
        return arguments;
    }

    @Override
    public void setArguments(@Nullable Object... changed) {
        arguments = changed;
    }

    @Override
    public void setUserAttribute(String key, @Nullable Object value) {
        if (attributes == null) {
            attributes = new HashMap<>();
        }
        if (value == null) {
            attributes.remove(key);
        } else {
            attributes.put(key, value);
        }
    }

    @Override
    public @Nullable Object getUserAttribute(String key) {
        return attributes == null ? null : attributes.get(key);
    }
}
