package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.SoughtItems;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each value is tried for before it is stored. */
class FillTrialTests {

    private static final CacheKey KEY = CacheKey.of("users", List.of("secret"));

    @RegisterExtension
    final CapturedLog log = new CapturedLog(FillTrial.class.getName());

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

    private static boolean accepts(FillTrial trial, Notes codec) {
        Note note = new Note("secret");
        String problem = trial.problemOf(note, codec.encode(note));
        problem = problem == null ? trial.problemOf(KEY, note, List.of()) : problem;
        if (problem != null) {
            trial.tell("users", problem);
        }
        return problem == null;
    }

    @Test
    void valueWithoutEqualsIsComparedByItsBytes() {
        Notes codec = new Notes("");
        FillTrial trial = new FillTrial("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(trial, codec)).isTrue();
        assertThat(accepts(trial, codec)).isTrue();
        assertThat(decoded).hasValue(2);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void valueThatIsReadBackAsAnotherIsRefused() {
        Notes codec = new Notes("other");
        FillTrial trial = new FillTrial("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(trial, codec)).isFalse();
        assertThat(accepts(trial, codec)).isFalse();
        assertThat(log.lines())
                .containsExactly("ERROR Notes.find(String): its results are returned but not cached in 'users': what is"
                        + " decoded from the bytes of a io.github.dynamocached.cache.FillTrialTests$Note is another one."
                        + " Let its class be written and read in the same form.");
    }

    @Test
    void valueThatCannotBeReadBackIsRefused() {
        Notes codec = new Notes("broken");
        FillTrial trial = new FillTrial("Notes.find(String)", codec, FillCheck.NONE);
        assertThat(accepts(trial, codec)).isFalse();
        assertThat(log.lines())
                .containsExactly(
                        "ERROR Notes.find(String): its results are returned but not cached in 'users': A value of"
                                + " type Note cannot be decoded: NoteException. Fix the class or its converters.");
    }

    @Test
    void checkIsAskedUntilItHasAcceptedAValue() {
        Notes codec = new Notes("");
        AtomicInteger asked = new AtomicInteger();
        FillTrial trial = new FillTrial(
                "Notes.find(String)",
                codec,
                (key, value, sought) -> asked.incrementAndGet() < 3 ? "it is wrong." : null);
        assertThat(accepts(trial, codec)).isFalse();
        assertThat(accepts(trial, codec)).isFalse();
        assertThat(accepts(trial, codec)).isTrue();
        assertThat(accepts(trial, codec)).isTrue();
        assertThat(asked).hasValue(3);
        assertThat(log.lines())
                .containsExactly(
                        "ERROR Notes.find(String): its results are returned but not cached in 'users': it is wrong.");
    }

    @Test
    void doubtIsLoggedOnceAndEndsWithTheFirstValueWithoutOne() {
        AtomicInteger asked = new AtomicInteger();
        FillCheck check = new FillCheck() {
            @Override
            public @Nullable String problemOf(CacheKey key, Object value, List<SoughtItems> sought) {
                return null;
            }

            @Override
            public @Nullable String doubtOf(CacheKey key, Object value, List<SoughtItems> sought) {
                return asked.incrementAndGet() < 3 ? "nobody knows. Find out." : null;
            }
        };
        Notes codec = new Notes("");
        FillTrial trial = new FillTrial("Notes.find(String)", codec, check);
        for (int i = 0; i < 5; i++) {
            assertThat(accepts(trial, codec)).isTrue();
        }
        assertThat(asked).hasValue(3);
        assertThat(log.lines()).containsExactly("WARN Notes.find(String): nobody knows. Find out.");
    }
}
