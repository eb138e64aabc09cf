package io.github.dynamocached.dynamodb;

import static org.springframework.asm.Opcodes.ACC_PUBLIC;
import static org.springframework.asm.Opcodes.ACC_STATIC;
import static org.springframework.asm.Opcodes.ACC_SUPER;
import static org.springframework.asm.Opcodes.ACC_SYNTHETIC;
import static org.springframework.asm.Opcodes.ARETURN;
import static org.springframework.asm.Opcodes.INVOKESTATIC;
import static org.springframework.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;

/**
 * The access with which a schema calls the getters and setters of an entity.
 *
 * <p>The AWS SDK makes a small class for each of them. Without a lookup these classes belong to the class loader of the
 * SDK, which may know another class of the entity's name: so it is with Spring Boot's DevTools, and with every class loader
 * that asks its parent last. The SDK also keeps the first schema of a class for all who ask for one, with whatever lookup.
 * So the application gets the schema that was made here, and it has to work for both: it is made with the full access of
 * the entity's own class loader.
 *
 * <p>Nobody has that access from another class loader, so there a class in the entity's package asks for it.
 */
final class EntityAccess {

    private static final String NAME = "DynamoCachedAccess";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

    private EntityAccess() {}

    /**
     * The access to a class.
     *
     * @return null if the module or the class loader of the class gives nobody access
     */
    static @Nullable Lookup to(Class<?> type) {
        try {
            Lookup access = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return access.hasFullPrivilegeAccess() ? access : beside(type, access);
        } catch (ReflectiveOperationException | LinkageError closed) {
            return null;
        }
    }

    private static Lookup beside(Class<?> type, Lookup access) throws ReflectiveOperationException {
        Class<?> beside = find(type, access);
        return (Lookup) beside.getMethod("lookup").invoke(null);
    }

    private static Class<?> find(Class<?> type, Lookup access) throws ReflectiveOperationException {
        String name = type.getPackageName() + "." + NAME;
        try {
            return access.defineClass(bytesOf(name.replace('.', '/')));
        } catch (LinkageError alreadyThere) {
            return Class.forName(name, true, type.getClassLoader());
        }
    }

    /** A class with nothing but {@code public static Lookup lookup() { return MethodHandles.lookup(); }}. */
    private static byte[] bytesOf(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "lookup", "()L" + LOOKUP + ";", null, null);
        method.visitCode();
        method.visitMethodInsn(INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";", false);
        method.visitInsn(ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
