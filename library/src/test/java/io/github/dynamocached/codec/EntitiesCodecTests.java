package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ValueCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitiesCodecTests {

    private static final Turn FIRST = Turn.of("s", 1, "hello");
    private static final Turn SECOND = Turn.of("s", 2, "");

    private final ValueCodec turns = Codecs.of(Codecs.generic(List.class, Turn.class));

    @Test
    void listIsOneBlobOfItems() {
        assertThat(turns.format().isBlob()).isTrue();
        assertThat(Codecs.blob(turns, List.of(FIRST, SECOND)))
                .isEqualTo("[37:{6:number1:17:session1:s4:text5:hello32:{6:number1:27:session1:s4:text0:");
    }

    @Test
    void listComesBackEqualAndMayBeChanged() {
        @SuppressWarnings("unchecked")
        List<Turn> decoded = (List<Turn>) Codecs.roundTrip(turns, List.of(FIRST, SECOND));

        assertThat(decoded).containsExactly(FIRST, SECOND);
        decoded.add(FIRST);
        assertThat(decoded).hasSize(3);
    }

    @Test
    void emptyListComesBackEmpty() {
        assertThat(Codecs.blob(turns, List.of())).isEqualTo("[");
        assertThat(Codecs.roundTrip(turns, List.of())).isEqualTo(List.of());
    }

    @Test
    void nullElementComesBackNull() {
        List<Turn> withNull = new ArrayList<>(Arrays.asList(FIRST, null));

        assertThat(Codecs.roundTrip(turns, withNull)).isEqualTo(withNull);
    }

    @Test
    void setKeepsItsKindAndOrder() {
        Set<Turn> set = new LinkedHashSet<>(List.of(SECOND, FIRST));

        Object decoded = Codecs.roundTrip(Codecs.of(Codecs.generic(Set.class, Turn.class)), set);

        assertThat((Set<?>) decoded).isEqualTo(set);
        assertThat(List.copyOf((Set<?>) decoded)).isEqualTo(List.of(SECOND, FIRST));
    }

    @Test
    void arrayAndCollectionKeepTheirKind() {
        assertThat(Codecs.roundTrip(Codecs.of(Turn[].class), new Turn[] {FIRST}))
                .isEqualTo(new Turn[] {FIRST});
        assertThat(Codecs.roundTrip(Codecs.of(Codecs.generic(Collection.class, Turn.class)), Set.of(FIRST)))
                .isEqualTo(List.of(FIRST));
    }

    @Test
    void otherContainersGoThroughJacksonAndKeepEntitiesWhole() {
        Deque<Turn> deque = new ArrayDeque<>(List.of(FIRST, SECOND));
        Map<String, Customer> map = Map.of("a", Customer.ann());

        Object decoded = Codecs.roundTrip(Codecs.of(Codecs.generic(Deque.class, Turn.class)), deque);

        assertThat(List.copyOf((Deque<?>) decoded)).isEqualTo(List.of(FIRST, SECOND));
        assertThat(Codecs.roundTrip(Codecs.of(Codecs.generic(Map.class, String.class, Customer.class)), map))
                .isEqualTo(map);
    }

    @Test
    void entityAsBlobComesBackEqual() {
        ValueCodec blob = Codecs.blobOf(Everything.class);

        assertThat(blob.format().isBlob()).isTrue();
        assertThat(Codecs.roundTrip(blob, Everything.nested())).isEqualTo(Everything.nested());
        assertThat(Codecs.blob(Codecs.blobOf(Turn.class), FIRST)).isEqualTo("{6:number1:17:session1:s4:text5:hello");
    }

    @Test
    void blobOfEverythingElseIsItsOnlyLayout() {
        assertThat(Codecs.blobOf(String.class).format().type())
                .isEqualTo(Codecs.of(String.class).format().type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "[4:true", "[1:{", "[0:", "[3:{1:"})
    void bytesOfNoListAreRefused(String bytes) {
        assertThatThrownBy(() -> turns.decode(new byte[][] {bytes.getBytes(UTF_8)}))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessageStartingWith(
                        "A value of type java.util.List<io.github.dynamocached.entities.Turn> cannot be decoded: ");
    }

    @Test
    void missingBlobIsRefused() {
        assertThatThrownBy(() -> turns.decode(new byte[1][]))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("A value of type java.util.List<io.github.dynamocached.entities.Turn> cannot be decoded:"
                        + " There are no bytes.");
    }
}
