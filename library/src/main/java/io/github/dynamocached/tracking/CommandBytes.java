package io.github.dynamocached.tracking;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Writes commands as Redis reads them. */
final class CommandBytes {

    private CommandBytes() {}

    static ByteBuf of(ByteBufAllocator allocator, String... words) {
        ByteBuf bytes = allocator.buffer();
        writeSize(bytes, '*', words.length);
        for (String word : words) {
            byte[] text = word.getBytes(UTF_8);
            writeSize(bytes, '$', text.length);
            bytes.writeBytes(text);
            endLine(bytes);
        }
        return bytes;
    }

    private static void writeSize(ByteBuf bytes, char type, int size) {
        bytes.writeByte(type);
        bytes.writeCharSequence(Integer.toString(size), US_ASCII);
        endLine(bytes);
    }

    private static void endLine(ByteBuf bytes) {
        bytes.writeByte('\r').writeByte('\n');
    }
}
