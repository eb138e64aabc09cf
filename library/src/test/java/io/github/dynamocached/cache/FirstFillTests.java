package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the first value of an operation is tried for, and that no later one is. */
class FirstFillTests {

    private static final CacheKey KEY = CacheKey.of("users", List.of("secret"));

    @RegisterExtension
    final CapturedLog log = new CapturedLog(FirstFill.class.getName());

    private final AtomicInteger decoded = new AtomicInteger();

    /** Without {@code equals}. */
    private static final class Note {

        private final String text;

        Note(String text) {
            this.text = text;
        }
    }

    /** Writes notes, and reads them with something before. */
    private final class Notes implements ValueCodec {

        private final String added;

        Notes(String added) {
            this.added = added;
        }

        @Override
        public EntryFormat format() {
            return EntryFormat.blob("note", "1");
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return new byte[] @Nullable [] {((Note) value).text.getBytes(StandardCharsets.UTF_8)};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            decoded.incrementAndGet();
            if (added.isEmpty()) {
                return new Note(new String(Objects.requireNonNull(fields[0]), StandardCharsets.UTF_8));
            }
            if (added.equals("broken")) {
                throw new ValueCodecException("A value of type Note cannot be decoded: NoteException.");
            }
            return new Note(added);
        }
    }

    private boolean accepts(FirstFill first, Notes codec) {
        Note note = new Note("secret");
        return first.accepts(KEY, note, codec.encode(note));
    }

    @Test
    void valueWithoutEqualsIsComparedByItsBytesAndOnce() {
        Notes codec = new Notes("");
        FirstFill first = new FirstFill("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(first, codec)).isTrue();
        assertThat(accepts(first, codec)).isTrue();
        assertThat(decoded).hasValue(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void valueThatIsReadBackAsAnotherIsRefused() {
        Notes codec = new Notes("other");
        FirstFill first = new FirstFill("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(first, codec)).isFalse();
        assertThat(accepts(first, codec)).isFalse();
        assertThat(log.lines())
                .containsExactly("ERROR Notes.find(String): its results are returned but not cached in 'users': what is"
                        + " decoded from the bytes of a io.github.dynamocached.cache.FirstFillTests$Note is another one."
                        + " Let its class be written and read in the same form, as a test with the codec shows.");
    }

    @Test
    void valueThatCannotBeReadBackIsRefused() {
        Notes codec = new Notes("broken");
        FirstFill first = new FirstFill("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(first, codec)).isFalse();
        assertThat(log.lines())
                .containsExactly(
                        "ERROR Notes.find(String): its results are returned but not cached in 'users': its bytes"
                                + " cannot be read back. A value of type Note cannot be decoded: NoteException. Correct the class"
                                + " or its converters.");
    }

    @Test
    void checkIsAskedUntilItHasAcceptedAValue() {
        Notes codec = new Notes("");
        AtomicInteger asked = new AtomicInteger();
        FirstFill first = new FirstFill(
                "Notes.find(String)", codec, (key, value) -> asked.incrementAndGet() < 3 ? "it is wrong." : null);
        assertThat(accepts(first, codec)).isFalse();
        assertThat(accepts(first, codec)).isFalse();
        assertThat(accepts(first, codec)).isTrue();
        assertThat(accepts(first, codec)).isTrue();
        assertThat(asked).hasValue(3);
        assertThat(log.lines())
                .containsExactly(
                        "ERROR Notes.find(String): its results are returned but not cached in 'users': it is wrong.");
    }
}
