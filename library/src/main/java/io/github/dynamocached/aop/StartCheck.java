package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** Looks at all annotations and declarations of an application together, and refuses what cannot work. */
final class StartCheck {

    private static final Logger log = LoggerFactory.getLogger(StartCheck.class);

    private final ConfigurableListableBeanFactory factory;
    private final AnnotatedMethods methods;
    private final Set<String> inCode;

    /**
     * A check.
     *
     * @param inCode the caches that code has asked for, of whose keys nothing is known
     */
    StartCheck(ConfigurableListableBeanFactory factory, AnnotatedMethods methods, Set<String> inCode) {
        this.factory = factory;
        this.methods = methods;
        this.inCode = inCode;
    }

    /**
     * Checks everything, and from now on every class as soon as it is found.
     *
     * @throws MisuseException with all problems
     */
    void run() {
        Problems problems = problems(factory, BeanClasses.of(factory));
        methods.start();
        problems.throwIfAny();
    }

    /**
     * Checks a context that has ours as an ancestor, together with all others, if it has an annotated method.
     *
     * @throws MisuseException with all problems
     */
    void runIn(ConfigurableListableBeanFactory child) {
        BeanClasses classes = BeanClasses.of(child);
        if (classes.concrete().stream()
                .anyMatch(type -> !methods.declaredBy(type).isEmpty())) {
            problems(child, classes).throwIfAny();
        }
    }

    /**
     * Checks everything because something was refused before the end of the start. Does nothing after it, and where beans
     * cannot be created yet.
     *
     * @throws MisuseException with all problems
     */
    void throwAllWith(MisuseException refused) {
        if (methods.isStarted()) {
            return;
        }
        Problems problems;
        try {
            problems = problems(factory, BeanClasses.of(factory));
        } catch (BeansException tooEarly) {
            return;
        }
        problems.addAll(refused.problems());
        problems.throwIfAny();
    }

    /**
     * Refuses the class of a bean before somebody fails to make a proxy of it, with everything else that is wrong.
     *
     * @throws MisuseException always
     */
    void refuseProxyOf(Class<?> type) {
        Problems problems = new Problems();
        ProxyCheck proxies = new ProxyCheck(new ProxyForecast(factory));
        methods.in(ClassUtils.getUserClass(type))
                .values()
                .forEach(method -> problems.check(() -> proxies.check(method)));
        MisuseException refused = new MisuseException(problems.found());
        throwAllWith(refused);
        throw refused;
    }

    /**
     * Everything that is wrong.
     *
     * @param in the factory of our context or of a child
     */
    private Problems problems(ConfigurableListableBeanFactory in, BeanClasses classes) {
        CacheNames names = new CacheNames(namesKnown());
        Map<String, CacheUses> uses = new TreeMap<>();
        inCode.forEach(cache -> usesOf(cache, uses).addCode());
        Problems problems = new Problems();
        classes.concrete().forEach(type -> problems.check(() -> methods.areIn(type)));
        ProxyCheck proxies = new ProxyCheck(new ProxyForecast(in));
        for (AnnotatedMethod method : methods.all()) {
            problems.check(method::compiled);
            if (in == factory || classes.concrete().contains(method.beanClass())) {
                problems.check(() -> proxies.check(method));
            }
            names.add(method.operations());
            addUses(method, uses);
        }
        classes.declared().stream()
                .flatMap(type -> methods.declaredBy(type).stream())
                .forEach(method -> addUnknown(method, names, uses));
        new ProxiedBeans(classes.beans(), methods, in).check(problems);
        new TwinBeans(classes.byName(), methods).check(problems);
        uses.values().forEach(cache -> cache.findConflicts(problems));
        new Lifetimes(methods).findConflicts(problems);
        Collection<CacheDeclarations> declarations =
                factory.getBeansOfType(CacheDeclarations.class).values();
        declarations.forEach(declared -> problems.addAll(declared.problems()));
        Problems ofAbsence = names.problems(declarations);
        uses.values().forEach(cache -> cache.findStrangers(ofAbsence));
        if (classes.isComplete()) {
            problems.addAll(ofAbsence.found());
        } else {
            ofAbsence
                    .found()
                    .forEach(problem -> log.warn("{} It may be right: some beans are not created yet.", problem));
        }
        return problems.sorted();
    }

    private static void addUses(AnnotatedMethod method, Map<String, CacheUses> uses) {
        Operations operations = method.operations();
        CachedMethod compiled = method.compiledOrNull();
        if (compiled == null) {
            operations.caches().forEach(cache -> usesOf(cache, uses).addUnknown());
            return;
        }
        Operations.Cached cached = operations.cached();
        CachedRead read = compiled.read();
        if (cached != null && read != null) {
            usesOf(cached.cache(), uses).addRead(cached.place(), method.beanClass(), read);
        }
        for (CachedWrite write : compiled.writes()) {
            CacheUses of = usesOf(write.outcomes().cache().settings().name(), uses);
            of.addEvict(write.outcomes().place(), write.keys().shape());
            if (write instanceof CachedWrite.Put put) {
                of.addPut(put.outcomes().place(), method.beanClass(), put.slots());
            }
        }
    }

    private static void addUnknown(AnnotatedMethod method, CacheNames names, Map<String, CacheUses> uses) {
        names.add(method.operations());
        method.operations().caches().forEach(cache -> usesOf(cache, uses).addUnknown());
    }

    private static CacheUses usesOf(String cache, Map<String, CacheUses> uses) {
        return uses.computeIfAbsent(cache, CacheUses::new);
    }

    /** The caches that code and the methods of parent contexts have asked for until now. */
    private Set<String> namesKnown() {
        Set<String> names = new HashSet<>();
        BeanFactory next = factory;
        while (next instanceof ConfigurableListableBeanFactory context) {
            Arrays.stream(context.getBeanNamesForType(ReadThroughCaches.class, true, false))
                    .filter(context::containsSingleton)
                    .map(name -> context.getBean(name, ReadThroughCaches.class))
                    .flatMap(caches -> caches.all().stream())
                    .forEach(cache -> names.add(cache.settings().name()));
            next = context.getParentBeanFactory() instanceof ConfigurableApplicationContext parent
                    ? parent.getBeanFactory()
                    : context.getParentBeanFactory();
        }
        return names;
    }
}
