package io.github.dynamocached.aop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds calls of annotated methods on {@code this} in the class file of a bean: they do not go through its proxy.
 *
 * <p>What a class file cannot tell is not found: method references, and calls whose arguments branch. A call on another
 * reference to the bean, such as its own proxy, is none.
 */
final class SelfCalls {

    private static final Logger log = LoggerFactory.getLogger(SelfCalls.class);

    private final Class<?> beanClass;
    private final Set<String> annotated;
    private final Set<String> found = new TreeSet<>();

    private SelfCalls(Class<?> beanClass, Set<String> annotated) {
        this.beanClass = beanClass;
        this.annotated = annotated;
    }

    /**
     * The calls of a class and its superclasses.
     *
     * @param methods the annotated methods of the class
     * @return each as "caller calls method"
     */
    static List<String> in(Class<?> beanClass, Collection<Method> methods) {
        Set<String> annotated = methods.stream()
                .filter(method -> (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0)
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .collect(Collectors.toSet());
        SelfCalls calls = new SelfCalls(beanClass, annotated);
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            calls.read(type);
        }
        return new ArrayList<>(calls.found);
    }

    /** A class whose file is not there, or is newer than Spring reads, tells nothing. */
    private void read(Class<?> type) {
        try (InputStream file = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
            if (file != null) {
                new ClassReader(file).accept(new Methods(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            log.debug("The class file of {} cannot be read", type.getName(), unreadable);
        }
    }

    private boolean isAnnotated(String owner, String name, String descriptor) {
        boolean own = false;
        for (Class<?> type = beanClass; type != null && !own; type = type.getSuperclass()) {
            own = Type.getInternalName(type).equals(owner);
        }
        return own && annotated.contains(name + descriptor);
    }

    /** Visits the methods that have a {@code this}. */
    private final class Methods extends ClassVisitor {

        Methods() {
            super(SpringAsmInfo.ASM_VERSION);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            boolean visited = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE)) == 0;
            return visited ? new ThisTracker(called -> note(name, called)) : null;
        }

        private void note(String caller, ThisTracker.Called called) {
            if (isAnnotated(called.owner(), called.name(), called.descriptor())) {
                found.add(nameOf(caller) + " calls " + called.name());
            }
        }

        /** A lambda expression is part of the method that it is written in. */
        private static String nameOf(String caller) {
            return caller.startsWith("lambda$") ? caller.substring(7, caller.lastIndexOf('$')) : caller;
        }
    }
}
