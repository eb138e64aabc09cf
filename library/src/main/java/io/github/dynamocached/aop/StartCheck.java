package io.github.dynamocached.aop;

import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Looks at all annotations and declarations of an application together, and refuses what cannot work. */
final class StartCheck {

    private static final Logger log = LoggerFactory.getLogger(StartCheck.class);

    private final ConfigurableListableBeanFactory factory;
    private final AnnotatedMethods methods;

    StartCheck(ConfigurableListableBeanFactory factory, AnnotatedMethods methods) {
        this.factory = factory;
        this.methods = methods;
    }

    /**
     * Checks everything, and from now on every class as soon as it is found.
     *
     * @throws MisuseException with all problems
     */
    void run() {
        Problems problems = problems();
        methods.start();
        problems.throwIfAny();
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
            problems = problems();
        } catch (BeansException tooEarly) {
            return;
        }
        problems.addAll(refused.problems());
        problems.throwIfAny();
    }

    private Problems problems() {
        CacheNames names = new CacheNames(namesInCode());
        BeanClasses classes = BeanClasses.of(factory);
        classes.concrete().forEach(methods::areIn);
        Problems problems = new Problems();
        for (AnnotatedMethod method : methods.all()) {
            problems.check(method::compiled);
            names.add(method.operations());
        }
        classes.declared().forEach(type -> methods.declaredBy(type).forEach(method -> names.add(method.operations())));
        Collection<CacheDeclarations> declarations =
                factory.getBeansOfType(CacheDeclarations.class).values();
        declarations.forEach(declared -> problems.addAll(declared.problems()));
        Problems ofNames = names.problems(declarations);
        if (classes.isComplete()) {
            problems.addAll(ofNames.found());
        } else {
            ofNames.found()
                    .forEach(problem -> log.warn("{} It may be right: some beans are not created yet.", problem));
        }
        return problems.sorted();
    }

    /** The caches that code has asked for until now. */
    private List<String> namesInCode() {
        return Arrays.stream(factory.getBeanNamesForType(ReadThroughCaches.class, true, false))
                .filter(factory::containsSingleton)
                .map(name -> factory.getBean(name, ReadThroughCaches.class))
                .flatMap(caches -> caches.all().stream())
                .map(ReadThroughCache::settings)
                .map(settings -> settings.name())
                .toList();
    }
}
