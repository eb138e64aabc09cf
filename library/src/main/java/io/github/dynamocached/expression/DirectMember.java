package io.github.dynamocached.expression;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A property, or a method without parameters, of values of any class. It is found once per class, by the rules of the language. */
final class DirectMember {

    private final String name;
    private final boolean isMethod;
    private final ClassValue<Optional<MethodHandle>> handles = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            return Optional.ofNullable(find(type));
        }
    };

    private DirectMember(String name, boolean isMethod) {
        this.name = name;
        this.isMethod = isMethod;
    }

    static DirectMember property(String name) {
        return new DirectMember(name, false);
    }

    static DirectMember method(String name) {
        return new DirectMember(name, true);
    }

    /** The value of the member, or {@link DirectExpression#UNKNOWN}. */
    @Nullable
    Object of(Object owner) {
        Optional<MethodHandle> handle = handles.get(owner.getClass());
        if (handle.isEmpty()) {
            return DirectExpression.UNKNOWN;
        }
        try {
            return (@Nullable Object) handle.get().invokeExact(owner);
        } catch (Throwable failure) {
            return DirectExpression.UNKNOWN;
        }
    }

    /** Static members, and those of arrays, have rules of their own. An optional may be unwrapped. */
    private @Nullable MethodHandle find(Class<?> type) {
        boolean isUsual = type != Class.class && type != Optional.class && !type.isArray();
        Members members = new Members(type);
        Member found = !isUsual ? null : isMethod ? members.methodWithoutParameters(name) : members.readerOf(name);
        try {
            return found == null ? null : handle(found);
        } catch (IllegalAccessException | RuntimeException closed) {
            return null;
        }
    }

    private static MethodHandle handle(Member member) throws IllegalAccessException {
        Member reached = member instanceof Method method
                ? ClassUtils.getPubliclyAccessibleMethodIfPossible(method, null)
                : member;
        ((AccessibleObject) reached).setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle handle =
                reached instanceof Method method ? lookup.unreflect(method) : lookup.unreflectGetter((Field) reached);
        return handle.asType(handle.type().changeParameterType(0, Object.class).changeReturnType(Object.class));
    }
}
