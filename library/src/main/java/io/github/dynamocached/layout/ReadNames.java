package io.github.dynamocached.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;

/**
 * The names of the fields that a read asks for, as Redis reads them. They are the same for each read of a format, so they are
 * written in one piece.
 */
public final class ReadNames {

    private static final int LONGEST_NUMBER = 16;

    private final int count;
    private final byte[] begin;
    private final byte[] names;

    /** @param arguments the arguments of {@code HMGET}: the key, which is left out, and the names as texts or bytes */
    ReadNames(Object[] arguments) {
        this.count = arguments.length - 1;
        this.begin = ("*" + (1 + arguments.length) + "\r\n").getBytes(UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 1; i < arguments.length; i++) {
            all.writeBytes(argument(
                    arguments[i] instanceof byte[] bytes
                            ? bytes
                            : arguments[i].toString().getBytes(UTF_8)));
        }
        this.names = all.toByteArray();
    }

    /**
     * A command or an argument, as Redis reads it.
     *
     * @param text the bytes of the argument
     * @return the argument with its length
     */
    public static byte[] argument(byte[] text) {
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        argument.writeBytes(("$" + text.length + "\r\n").getBytes(UTF_8));
        argument.writeBytes(text);
        argument.writeBytes(new byte[] {'\r', '\n'});
        return argument.toByteArray();
    }

    /**
     * How many fields are asked for.
     *
     * @return the number of fields
     */
    public int count() {
        return count;
    }

    /**
     * At least the number of bytes that {@link #write} writes.
     *
     * @param command the name of the command, as Redis reads it
     * @param key the name of the hash
     * @return the number of bytes
     */
    public int size(byte[] command, String key) {
        return begin.length + command.length + LONGEST_NUMBER + ByteBufUtil.utf8MaxBytes(key) + names.length;
    }

    /**
     * Writes the command of a read.
     *
     * @param command the name of the command, as Redis reads it
     * @param key the name of the hash
     * @param out takes the bytes
     */
    public void write(byte[] command, String key, ByteBuf out) {
        out.writeBytes(begin);
        out.writeBytes(command);
        out.writeByte('$');
        writeNumber(ByteBufUtil.utf8Bytes(key), out);
        writeLineEnd(out);
        ByteBufUtil.writeUtf8(out, key);
        writeLineEnd(out);
        out.writeBytes(names);
    }

    private static void writeNumber(int number, ByteBuf out) {
        if (number > 9) {
            writeNumber(number / 10, out);
        }
        out.writeByte('0' + number % 10);
    }

    private static void writeLineEnd(ByteBuf out) {
        out.writeByte('\r');
        out.writeByte('\n');
    }
}
