package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** Checks all annotations and declarations of an application together, and refuses what cannot work. */
final class StartCheck {

    private static final Logger log = LoggerFactory.getLogger(StartCheck.class);

    /** An expression that uses the bean of the call. */
    private static final Pattern TARGET = Pattern.compile("#root\\.target\\b|(^|[^#.\\w])target\\b");

    private final ConfigurableListableBeanFactory factory;
    private final AnnotatedMethods methods;
    private final Set<String> inCode;
    private final BoundCaches bound;
    private final boolean isWoven;

    /**
     * A check.
     *
     * @param isWoven whether an aspect goes around the methods, and not proxies around the beans
     * @param inCode the caches that code uses; their keys are not known
     * @param bound the caches that writes to tables evict
     */
    StartCheck(
            ConfigurableListableBeanFactory factory,
            AnnotatedMethods methods,
            Set<String> inCode,
            BoundCaches bound,
            boolean isWoven) {
        this.isWoven = isWoven;
        this.factory = factory;
        this.methods = methods;
        this.inCode = inCode;
        this.bound = bound;
    }

    /**
     * Checks everything. From now on each new class is checked as soon as it is found.
     *
     * @throws MisuseException with all problems
     */
    void run() {
        Problems problems = problems(factory, BeanClasses.of(factory));
        methods.start();
        problems.throwIfAny();
    }

    /**
     * Checks a child context together with its ancestors, if it has an annotated method.
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
     * Checks everything, because something was refused before the end of the start. Does nothing after the start, and while
     * beans cannot be created yet.
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
     * Refuses a class that cannot be proxied, together with all other problems, before Spring fails to proxy it.
     *
     * @throws MisuseException always
     */
    void refuseProxyOf(Class<?> type) {
        Problems problems = new Problems();
        ProxyCheck proxies = new ProxyCheck(factory);
        methods.in(ClassUtils.getUserClass(type))
                .values()
                .forEach(method -> problems.check(() -> proxies.check(method)));
        MisuseException refused = new MisuseException(problems.found());
        throwAllWith(refused);
        throw refused;
    }

    /**
     * All problems.
     *
     * @param in the bean factory of this context or of a child
     */
    private Problems problems(ConfigurableListableBeanFactory in, BeanClasses classes) {
        CacheUses uses = new CacheUses(namesKnown(), inCode);
        Problems problems = new Problems();
        classes.concrete().forEach(type -> problems.check(() -> methods.areIn(type)));
        Consumer<AnnotatedMethod> calls = isWoven ? WeavingCheck::check : new ProxyCheck(in)::check;
        for (AnnotatedMethod method : methods.all()) {
            problems.check(method::compiled);
            if (in == factory || classes.concrete().contains(method.beanClass())) {
                problems.check(() -> calls.accept(method));
            }
            uses.add(method);
        }
        classes.declared().stream()
                .flatMap(type -> methods.declaredBy(type).stream())
                .forEach(uses::addUnknown);
        if (!isWoven) {
            new ProxiedBeans(classes.beans(), methods, in).check(problems);
        }
        findIdleDefaults(classes.concrete(), problems);
        findTwins(classes.byName(), problems);
        uses.findConflicts(problems);
        new Lifetimes(methods).findConflicts(problems);
        Collection<CacheDeclarations> declarations =
                factory.getBeansOfType(CacheDeclarations.class).values();
        bound.check(uses, declarations, problems);
        declarations.forEach(declared -> problems.addAll(declared.problems()));
        List<String> withoutCounterpart = uses.withoutCounterpart(declarations).found();
        if (classes.isComplete()) {
            problems.addAll(withoutCounterpart);
        } else {
            withoutCounterpart.forEach(problem ->
                    log.warn("{} This may be a false alarm, because some beans are not created yet.", problem));
        }
        return problems.sorted();
    }

    /** Refuses defaults of a class that has nothing to apply them to. */
    private void findIdleDefaults(Set<Class<?>> classes, Problems problems) {
        classes.stream()
                .filter(ClassDefaults::areOn)
                .forEach(type -> problems.check(() -> {
                    if (!methods.areIn(type)) {
                        problems.add(Place.of(DynamoCacheConfig.class, type)
                                + ": no method of the class has @DynamoCached, @DynamoEvict or @DynamoPut, so it has no effect."
                                + " Annotate the methods, or remove it.");
                    }
                }));
    }

    /**
     * Refuses beans that share a cached method and its cache, of one class or of classes that inherit it, unless the annotation
     * allows it. Such beans differ in what they were made with, such as their tables.
     */
    private void findTwins(Map<String, Class<?>> classes, Problems problems) {
        record Entries(Method method, String cache) {}
        Map<Entries, List<String>> names = new LinkedHashMap<>();
        Map<Entries, Operations.Cached> found = new LinkedHashMap<>();
        classes.forEach((name, type) -> methods.in(type).forEach((method, annotated) -> {
            Operations.Cached cached = annotated.operations().cached();
            if (cached != null) {
                Entries entries = new Entries(method, cached.cache());
                names.computeIfAbsent(entries, unused -> new ArrayList<>()).add("'" + name + "'");
                found.putIfAbsent(entries, cached);
            }
        }));
        found.forEach((entries, cached) -> {
            List<String> beans = names.getOrDefault(entries, List.of());
            if (beans.size() > 1 && !maySeveralBeansShare(cached)) {
                problems.add(
                        cached.place() + ": the beans "
                                + beans.stream().sorted().collect(Collectors.joining(", "))
                                + " share this method and the cache '" + cached.cache()
                                + "', so one bean would return what another has loaded. Add to the key what tells the beans apart,"
                                + " for example \"{#root.target.region, #id}\". If they read the same items, set shared = true.");
            }
        });
    }

    private static boolean maySeveralBeansShare(Operations.Cached cached) {
        return cached.shared()
                || TARGET.matcher(cached.key()).find()
                || TARGET.matcher(cached.variant()).find();
    }

    /** The caches that code and the methods of parent contexts have used so far. */
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
