package io.github.dynamocached.redis;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads answers of Redis from the bytes of a connection, in both versions of its protocol. */
final class RespAnswer {

    /** The rest of the answer has not arrived yet. */
    static final int INCOMPLETE = -1;

    /** The bytes are no answer of Redis. */
    static final int MALFORMED = -2;

    private static final int MOST_DIGITS = 10;
    private static final int LINE_END = 2;

    private RespAnswer() {}

    /** The position behind the answer that begins at the reader index, or {@link #INCOMPLETE} or {@link #MALFORMED}. */
    static int end(ByteBuf in) {
        int position = in.readerIndex();
        for (long parts = 1; parts > 0; parts--) {
            if (position >= in.writerIndex()) {
                return INCOMPLETE;
            }
            byte type = in.getByte(position);
            int line = position + 1;
            position = endOfLine(in, line);
            if (position < 0) {
                return isType(type) ? position : MALFORMED;
            }
            switch (type) {
                case '+', '-', ':', ',', '#', '_', '(' -> {}
                case '$', '=', '!' -> position = endOfText(in, position, number(in, line, position - LINE_END));
                case '*', '~', '>', '%' -> {
                    long size = number(in, line, position - LINE_END);
                    parts += type == '%' ? 2 * Math.max(0, size) : Math.max(0, size);
                    position = size == MALFORMED ? MALFORMED : position;
                }
                default -> position = MALFORMED;
            }
            if (position < 0) {
                return position;
            }
        }
        return position;
    }

    private static boolean isType(byte type) {
        return "+-:,#_($=!*~>%".indexOf(type) >= 0;
    }

    /**
     * The texts of an answer that is a list of so many texts or absent ones, and the reader index behind it. Null, and the
     * reader index where it was, if the answer is anything else. The answer must be complete.
     */
    static byte @Nullable [] @Nullable [] texts(ByteBuf in, int count) {
        int begin = in.readerIndex();
        if (in.readByte() != '*' || readNumber(in) != count) {
            in.readerIndex(begin);
            return null;
        }
        byte[] @Nullable [] texts = new byte[count][];
        for (int i = 0; i < count; i++) {
            byte type = in.readByte();
            if (type != '$' && type != '_') {
                in.readerIndex(begin);
                return null;
            }
            int length = type == '_' ? -1 : (int) readNumber(in);
            if (length >= 0) {
                byte[] text = new byte[length];
                in.readBytes(text);
                texts[i] = text;
            }
            if (length >= 0 || type == '_') {
                in.skipBytes(LINE_END);
            }
        }
        return texts;
    }

    private static long readNumber(ByteBuf in) {
        int begin = in.readerIndex();
        int end = endOfLine(in, begin);
        in.readerIndex(end);
        return number(in, begin, end - LINE_END);
    }

    private static int endOfLine(ByteBuf in, int from) {
        int end = in.indexOf(from, in.writerIndex(), (byte) '\r');
        if (end < 0 || end + 1 >= in.writerIndex()) {
            return INCOMPLETE;
        }
        return in.getByte(end + 1) == '\n' ? end + LINE_END : MALFORMED;
    }

    private static int endOfText(ByteBuf in, int position, long length) {
        if (length == -1) {
            return position;
        }
        long end = position + length;
        if (length < 0 || end + LINE_END > Integer.MAX_VALUE) {
            return MALFORMED;
        }
        if (end + LINE_END > in.writerIndex()) {
            return INCOMPLETE;
        }
        boolean isEnded = in.getByte((int) end) == '\r' && in.getByte((int) end + 1) == '\n';
        return isEnded ? (int) end + LINE_END : MALFORMED;
    }

    /** A number of a few digits, or -1 for something absent. */
    private static long number(ByteBuf in, int from, int to) {
        if (to - from == 2 && in.getByte(from) == '-' && in.getByte(from + 1) == '1') {
            return -1;
        }
        if (to <= from || to - from > MOST_DIGITS) {
            return MALFORMED;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
