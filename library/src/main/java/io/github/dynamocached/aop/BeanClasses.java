package io.github.dynamocached.aop;

import io.github.dynamocached.DynamoCaches;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The classes of all beans, found without creating any bean.
 *
 * <p>The class of an existing singleton is known. A bean that does not exist yet (lazy, a prototype, of a scope, made by a
 * factory bean) has the type of its definition. If that is an interface or an abstract class, the annotations of the class
 * are not known yet, and nothing may be concluded from their absence. The interface of a factory bean is an exception:
 * users write it, and the class behind it belongs to a framework.
 */
final class BeanClasses {

    private final ConfigurableListableBeanFactory factory;
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final Set<Class<?>> concrete = new LinkedHashSet<>();
    private final Set<Class<?>> declared = new LinkedHashSet<>();
    private final Map<String, Class<?>> byName = new LinkedHashMap<>();
    private boolean complete = true;

    private BeanClasses(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
    }

    static BeanClasses of(ConfigurableListableBeanFactory factory) {
        BeanClasses classes = new BeanClasses(factory);
        for (String name : factory.getBeanDefinitionNames()) {
            if (!factory.getBeanDefinition(name).isAbstract()) {
                classes.add(name);
            }
        }
        return classes;
    }

    private void add(String name) {
        Object bean = factory.containsSingleton(name) ? factory.getSingleton(name) : null;
        if (bean != null && !(bean instanceof FactoryBean<?>)) {
            beans.put(name, bean);
            addConcrete(name, ClassUtils.getUserClass(AopUtils.getTargetClass(bean)));
        } else {
            Class<?> type = factory.getType(name, false);
            boolean hidden = type == null || isAbstract(type);
            complete &= !hidden || (type != null && factory.isFactoryBean(name)) || isInfrastructure(name);
            if (type != null && hidden) {
                declared.add(ClassUtils.getUserClass(type));
            } else if (type != null) {
                addConcrete(name, ClassUtils.getUserClass(type));
            }
        }
    }

    /** The bean behind a scoped proxy has the class of that proxy, and does not count twice. */
    private void addConcrete(String name, Class<?> type) {
        concrete.add(type);
        if (!ScopedProxyUtils.isScopedTarget(name)) {
            byName.put(name, type);
        }
    }

    /** The known classes by the names of their beans. */
    Map<String, Class<?>> byName() {
        return byName;
    }

    /** Our own {@link DynamoCaches} has no annotated method, whatever its class. */
    private static boolean isAbstract(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers()) && type != DynamoCaches.class;
    }

    private boolean isInfrastructure(String name) {
        return factory.getBeanDefinition(name).getRole() == BeanDefinition.ROLE_INFRASTRUCTURE;
    }

    /** The existing beans by name. */
    Map<String, Object> beans() {
        return beans;
    }

    /** The classes of beans. */
    Set<Class<?>> concrete() {
        return concrete;
    }

    /** The interfaces and abstract classes that beans of unknown class are declared as. */
    Set<Class<?>> declared() {
        return declared;
    }

    /** Whether all annotated classes are known. */
    boolean isComplete() {
        return complete;
    }
}
