package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is compared with what, where one of the two is absent. */
class ShadowValueTests {

    private final CacheSettings ending =
            Node.SETTINGS.with().timeToLiveAttribute("end").build();
    private final ValueCodec codec = new EndingCodec();
    private final ReadOperation operation = new ReadOperation("Items.find(String)", codec, null);

    /** Texts, of which those that begin with a digit are items with an end. */
    private static final class EndingCodec implements ValueCodec {

        private final TextCodec texts = new TextCodec();

        @Override
        public EntryFormat format() {
            return texts.format();
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return texts.encode(value);
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            return texts.decode(fields);
        }

        @Override
        public ItemEnds endsOf(Object value, String attribute) {
            return Character.isDigit(((String) value).charAt(0)) ? new ItemEnds(true, List.of(1L)) : ItemEnds.NONE;
        }
    }

    private boolean isSame(@Nullable String value, @Nullable String other) {
        return ShadowValue.of(value, operation, ending).isSameAs(ShadowValue.of(other, operation, ending), codec);
    }

    @Test
    void absencesAreTheSameAndAnAbsenceIsNoItem() {
        assertThat(isSame(null, null)).isTrue();
        assertThat(isSame(null, "item")).isFalse();
        assertThat(isSame("item", null)).isFalse();
        assertThat(isSame("item", "item")).isTrue();
    }

    @Test
    void nothingIsSaidOfAnAbsenceAndAnItemThatMayHaveEnded() {
        assertThatThrownBy(() -> isSame(null, "1")).isInstanceOf(ValueCodecException.class);
        assertThatThrownBy(() -> isSame("1", null)).isInstanceOf(ValueCodecException.class);
        assertThat(isSame("1", "1")).isTrue();
        assertThat(isSame("1", "2")).isFalse();
    }
}
