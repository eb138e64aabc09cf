package io.github.dynamocached.api;

import static org.springframework.asm.ClassReader.SKIP_CODE;
import static org.springframework.asm.ClassReader.SKIP_DEBUG;
import static org.springframework.asm.ClassReader.SKIP_FRAMES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** The classes that applications compile against, without the code of their methods. */
final class PublicApi {

    private static final Predicate<String> PROMISED = Pattern.compile("(annotation/|client/|)[^/]+"
                    + "|streams/(StreamsEvictor|StreamsEvictorBuilder|UnevictedRecordsException)"
                    + "|redis/RedisConfigCustomizer|codec/ValueMapperCustomizer|aop/EnableDynamoCaching")
            .asMatchPredicate();
    private static final long SAME_TIME_FOR_ALL = 0x2000_0000_0000L >> 5;

    private PublicApi() {}

    /**
     * A jar of the promised classes below a folder.
     *
     * @param broken tells of a method, by its class and its name, whether it is left out
     */
    static byte[] of(Path classes, Predicate<List<String>> broken) throws IOException {
        Map<String, byte[]> headers = new TreeMap<>();
        Path root = classes.resolve("io/github/dynamocached");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name =
                        root.relativize(file).toString().replace('\\', '/').replace(".class", "");
                if (PROMISED.test(name.replaceFirst("\\$.*", "")) && isPublic(file)) {
                    headers.put("io/github/dynamocached/" + name + ".class", header(file, name, broken));
                }
            }
        }
        return jar(headers);
    }

    private static boolean isPublic(Path file) throws IOException {
        return (new ClassReader(Files.readAllBytes(file)).getAccess() & Opcodes.ACC_PUBLIC) != 0;
    }

    private static byte[] header(Path file, String name, Predicate<List<String>> broken) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor filter = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String method,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                boolean isSeen = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
                return !isSeen || broken.test(List.of(name, method))
                        ? null
                        : super.visitMethod(access, method, descriptor, signature, exceptions);
            }
        };
        new ClassReader(Files.readAllBytes(file)).accept(filter, SKIP_CODE | SKIP_DEBUG | SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(SAME_TIME_FOR_ALL);
                jar.putNextEntry(entry);
                jar.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
