package io.github.dynamocached.aop;

import io.github.dynamocached.ValueCodecException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of records in order. Their accessors are found once for each class. */
final class RecordParts {

    private static final ClassValue<List<MethodHandle>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
            return accessorsOf(type);
        }
    };

    private RecordParts() {}

    /**
     * The values of the components.
     *
     * @throws IllegalArgumentException if one cannot be read; the message holds no value
     */
    static List<@Nullable Object> of(Record value) {
        List<MethodHandle> accessors = ACCESSORS.get(value.getClass());
        List<@Nullable Object> parts = new ArrayList<>(accessors.size());
        for (MethodHandle accessor : accessors) {
            parts.add(read(accessor, value));
        }
        return parts;
    }

    @SuppressWarnings("ThrowSpecificExceptions")
    private static @Nullable Object read(MethodHandle accessor, Record value) {
        try {
            return accessor.invokeExact(value);
        } catch (Throwable failure) {
            throw new IllegalArgumentException("A component of the record "
                    + value.getClass().getName() + " cannot be read, because its accessor throws "
                    + ValueCodecException.nameOf(failure) + ".");
        }
    }

    private static List<MethodHandle> accessorsOf(Class<?> type) {
        List<MethodHandle> accessors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            accessors.add(accessorOf(component.getAccessor(), type));
        }
        return List.copyOf(accessors);
    }

    private static MethodHandle accessorOf(Method accessor, Class<?> type) {
        try {
            accessor.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(accessor);
            return handle.asType(handle.type().changeReturnType(Object.class).changeParameterType(0, Record.class));
        } catch (IllegalAccessException | RuntimeException closed) {
            throw new IllegalArgumentException(
                    "The components of the record " + type.getName()
                            + " cannot be read. Open its package to this library, or define a KeyConverter bean for it.",
                    closed);
        }
    }
}
