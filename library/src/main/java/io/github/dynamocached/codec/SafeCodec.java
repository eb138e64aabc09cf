package io.github.dynamocached.codec;

import io.github.dynamocached.Failures;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a codec to keep the promise of {@link ValueCodec}: any failure of a converter, a constructor or Jackson becomes a
 * {@link ValueCodecException}. It names the class of the failure and leaves out its text, which may hold the value.
 */
final class SafeCodec implements ValueCodec {

    private final ValueCodec codec;
    private final String typeName;

    SafeCodec(ValueCodec codec, String typeName) {
        this.codec = codec;
        this.typeName = typeName;
    }

    /** A value has another class than the one that is decoded. */
    static ValueCodecException ofOtherClass(Object value, Class<?> type) {
        return new ValueCodecException("An instance of " + value.getClass().getName() + " is not stored as "
                + type.getName() + ", because the state of its own class would be lost");
    }

    @Override
    public EntryFormat format() {
        return codec.format();
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        return guarded("encoded", () -> codec.encode(value));
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        return guarded("decoded", () -> {
            if (!format().mayHave(fields.length)) {
                throw new ValueCodecException("There are " + fields.length + " fields instead of " + format().size());
            }
            return codec.decode(fields);
        });
    }

    @Override
    public boolean areImmutable() {
        return codec.areImmutable();
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return guarded("encoded", () -> codec.digestOf(value, fields));
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return guarded("encoded", () -> codec.endsOf(value, attribute));
    }

    @Override
    public @Nullable String lossOf(Object value, byte[] @Nullable [] fields) {
        Object decoded = decode(fields);
        Loss loss = guarded(
                "compared with what is decoded from its bytes",
                () -> Comparison.between(value, decoded, () -> Arrays.deepEquals(codec.encode(decoded), fields)));
        return loss == null ? null : loss.text();
    }

    @Override
    public boolean isSame(byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        return guarded("compared", () -> Comparison.isSame(codec, fields, others));
    }

    /**
     * Errors of the application's classes count as well: those of its class initializers and missing classes, and a stack
     * overflow, which a value makes that is nested too deeply or holds itself.
     */
    private <R extends @Nullable Object> R guarded(String what, Supplier<R> work) {
        try {
            return work.get();
        } catch (ValueCodecException e) {
            throw new ValueCodecException(message(what, e.getMessage()));
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
                throw fatal;
            }
            throw new ValueCodecException(message(what, Failures.nameOf(e)));
        }
    }

    private String message(String what, @Nullable String reason) {
        return "A value of type " + typeName + " cannot be " + what + ": " + reason + ".";
    }
}
