package io.github.dynamocached.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a connection into {@link Answer answers}, in version 3 of the protocol of Redis. It reads each byte once,
 * however the bytes are cut into packets, and holds no more than one answer of {@link #MOST_BYTES}. Bytes that are no answer, or
 * one that is too large, are an exception, and nothing behind them is read.
 *
 * <p>Attributes are skipped. Answers of unknown length, which no server sends, are refused.
 */
final class AnswerDecoder extends ByteToMessageDecoder {

    /** The largest answer, in bytes and with some for each element. */
    static final int MOST_BYTES = 16 << 20;

    /** The longest line: a number, a status or an error. */
    static final int LONGEST_LINE = 4 << 10;

    /** How deep lists may lie in each other. */
    static final int DEEPEST = 8;

    private static final int ELEMENT = 16;
    private static final int LINE_END = 2;
    private static final int MOST_DIGITS = 9;
    private static final int NOTHING = -1;

    private final Deque<Parts> open = new ArrayDeque<>();
    private int textLength = NOTHING;
    private byte textType;
    private int size;
    private boolean isBroken;

    /** A list whose elements have not all arrived. */
    private record Parts(byte type, int count, List<@Nullable Object> values) {

        boolean isAttribute() {
            return type == '|';
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (isBroken) {
            in.skipBytes(in.readableBytes());
        } else if (textLength == NOTHING) {
            readLine(in, out);
        } else if (in.readableBytes() >= textLength + LINE_END) {
            readText(in, out);
        }
    }

    private void readLine(ByteBuf in, List<Object> out) {
        int begin = in.readerIndex();
        int searched = Math.min(in.readableBytes(), LONGEST_LINE);
        int length = in.bytesBefore(searched, (byte) '\r');
        if (length < 0 || length + 1 >= in.readableBytes()) {
            require(in.readableBytes() <= LONGEST_LINE, in);
            return;
        }
        require(length > 0 && in.getByte(begin + length + 1) == '\n', in);
        byte type = in.readByte();
        String text = in.readCharSequence(length - 1, UTF_8).toString();
        in.skipBytes(LINE_END);
        grow(length, in);
        switch (type) {
            case '+', ',', '(' -> complete(type, text, out);
            case '-' -> complete(type, new Answer.Refused(text), out);
            case ':' -> complete(type, longOf(text, in), out);
            case '#' -> complete(type, text.equals("t") ? 1L : 0L, out);
            case '_' -> complete(type, null, out);
            case '$', '=', '!' -> beginText(type, text, in, out);
            case '*', '~', '>', '%', '|' -> beginList(type, text, in, out);
            default -> require(false, in);
        }
    }

    private void beginText(byte type, String length, ByteBuf in, List<Object> out) {
        if (length.equals("-1")) {
            complete(type, null, out);
            return;
        }
        textLength = sizeOf(length, in);
        textType = type;
        grow(textLength, in);
    }

    private void readText(ByteBuf in, List<Object> out) {
        String text = in.readCharSequence(textLength, UTF_8).toString();
        require(in.readByte() == '\r' && in.readByte() == '\n', in);
        textLength = NOTHING;
        complete(textType, textType == '!' ? new Answer.Refused(text) : text, out);
    }

    private void beginList(byte type, String count, ByteBuf in, List<Object> out) {
        if (count.equals("-1")) {
            complete(type, null, out);
            return;
        }
        int elements = sizeOf(count, in) * (type == '%' || type == '|' ? 2 : 1);
        require(open.size() < DEEPEST && (type != '>' || open.isEmpty()), in);
        grow(Math.min(elements, MOST_BYTES) * ELEMENT, in);
        Parts parts = new Parts(type, elements, new ArrayList<>());
        if (elements > 0) {
            open.push(parts);
        } else if (!parts.isAttribute()) {
            complete(type, parts.values, out);
        }
    }

    /** A value is complete, and with it perhaps the lists around it. */
    private void complete(byte type, @Nullable Object value, List<Object> out) {
        byte lastType = type;
        Object last = value;
        for (Parts around = open.peek(); around != null; around = open.peek()) {
            around.values.add(last);
            if (around.values.size() < around.count) {
                return;
            }
            open.pop();
            if (around.isAttribute()) {
                return;
            }
            lastType = around.type;
            last = around.values;
        }
        size = 0;
        out.add(new Answer(lastType == '>', last));
    }

    private void grow(int bytes, ByteBuf in) {
        require(bytes >= 0 && bytes <= MOST_BYTES - size, in);
        size += bytes;
    }

    private int sizeOf(String number, ByteBuf in) {
        require(
                !number.isEmpty()
                        && number.length() <= MOST_DIGITS
                        && number.chars().allMatch(Character::isDigit),
                in);
        int parsed = Integer.parseInt(number);
        require(parsed <= MOST_BYTES, in);
        return parsed;
    }

    private Long longOf(String number, ByteBuf in) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException other) {
            throw broken(in);
        }
    }

    private void require(boolean isRight, ByteBuf in) {
        if (!isRight) {
            throw broken(in);
        }
    }

    /** The bytes are not shown: keys may be among them. */
    private CorruptedFrameException broken(ByteBuf in) {
        isBroken = true;
        in.skipBytes(in.readableBytes());
        open.clear();
        return new CorruptedFrameException("Bytes that are no answer of Redis, or too many for one");
    }
}
