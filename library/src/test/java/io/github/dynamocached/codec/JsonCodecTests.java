package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ValueCodec;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonCodecTests {

    @ParameterizedTest
    @MethodSource({"io.github.dynamocached.codec.JsonValues#values", "io.github.dynamocached.codec.JsonValues#dates"})
    void scalarsComeBackEqual(Class<?> type, Object value) {
        assertThat(Codecs.roundTrip(Codecs.of(type), value)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("io.github.dynamocached.codec.JsonValues#containers")
    void containersComeBackEqualAndOfTheirKind(TypeReference<?> type, Object value) {
        Object decoded = Codecs.roundTrip(Codecs.of(type), value);

        assertThat(decoded).isEqualTo(value);
        assertThat(Codecs.roundTrip(Codecs.of(type), decoded)).isEqualTo(value);
    }

    @Test
    void setKeepsItsOrder() {
        List<String> order = List.of("z", "a", "q", "b", "y");
        ValueCodec codec = Codecs.of(new TypeReference<Set<String>>() {});

        assertThat((Set<?>) Codecs.roundTrip(codec, new LinkedHashSet<>(order)))
                .extracting(Object::toString)
                .containsExactlyElementsOf(order);
    }

    @Test
    void mapKeepsItsOrder() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);
        ValueCodec codec = Codecs.of(new TypeReference<Map<String, Integer>>() {});

        assertThat(Codecs.blob(codec, map)).isEqualTo("{\"z\":1,\"a\":2}");
        assertThat(((Map<?, ?>) Codecs.roundTrip(codec, map)).toString()).isEqualTo("{z=1, a=2}");
    }

    @Test
    void dequeComesBackInOrder() {
        Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2, 3));

        Object decoded = Codecs.roundTrip(Codecs.of(new TypeReference<Deque<Integer>>() {}), deque);

        assertThat(List.copyOf((Deque<?>) decoded)).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void treeOfJsonComesBackEqual() {
        JsonNode tree = new JsonMapper().readTree("{\"a\":[1,2.5,null,\"x\"]}");

        assertThat(Codecs.roundTrip(Codecs.of(JsonNode.class), tree)).isEqualTo(tree);
    }

    @Test
    void recordsAndBeansComeBackEqual() {
        Order order = new Order(
                "o1", new Money("EUR", new BigDecimal("9.90")), List.of(new Line(1, null), new Line(2, "x")), null);

        assertThat(Codecs.roundTrip(Codecs.of(Order.class), order)).isEqualTo(order);
        assertThat(Codecs.blob(Codecs.of(Order.class), order))
                .isEqualTo("{\"id\":\"o1\",\"total\":{\"currency\":\"EUR\",\"amount\":9.90},"
                        + "\"lines\":[{\"number\":1,\"note\":null},{\"number\":2,\"note\":\"x\"}],\"parent\":null}");
    }

    @Test
    void beanWithGettersAndSettersComesBackEqual() {
        Settings settings = new Settings();
        settings.setTheme("dark");
        settings.setLevels(Map.of("a", 1));

        Settings decoded = (Settings) Codecs.roundTrip(Codecs.of(Settings.class), settings);

        assertThat(decoded.getTheme()).isEqualTo("dark");
        assertThat(decoded.getLevels()).isEqualTo(Map.of("a", 1));
        assertThat(decoded.getSummary()).isEqualTo("dark of 1");
    }

    @Test
    void subtypesGoByTheirNames() {
        List<Shape> shapes = List.of(new Circle(2), new Square(3));
        ValueCodec codec = Codecs.of(new TypeReference<List<Shape>>() {});

        assertThat(Codecs.roundTrip(codec, shapes)).isEqualTo(shapes);
        assertThat(Codecs.blob(codec, shapes))
                .isEqualTo("[{\"kind\":\"circle\",\"radius\":2},{\"kind\":\"square\",\"side\":3}]");
    }

    @Test
    void typesWithOneValueGoByIt() {
        Map<Code, Code> codes = Map.of(new Code("a"), new Code("b"));
        ValueCodec codec = Codecs.of(new TypeReference<Map<Code, Code>>() {});

        assertThat(Codecs.roundTrip(codec, codes)).isEqualTo(codes);
        assertThat(Codecs.blob(codec, codes)).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void entitiesInsideOtherTypesGoThroughTheirSchema() {
        Session session = new Session(
                Customer.ann(),
                Optional.of(Turn.of("s", 1, "hello")),
                Map.of(7L, List.of(Turn.of("s", 2, "you"), Turn.of("s", 3, ""))));

        assertThat(Codecs.roundTrip(Codecs.of(Session.class), session)).isEqualTo(session);
    }

    @Test
    void everyDecodedValueIsNew() {
        ValueCodec codec = Codecs.of(Settings.class);
        byte[] @Nullable [] encoded = codec.encode(new Settings());

        assertThat(codec.decode(encoded)).isNotSameAs(codec.decode(encoded));
    }

    @Test
    void instanceOfSubclassIsNotStoredAsItsSuperclass() {
        ValueCodec codec = Codecs.of(Settings.class);

        assertThatThrownBy(() -> codec.encode(new DarkSettings()))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage("A value of type io.github.dynamocached.codec.JsonCodecTests$Settings cannot be encoded:"
                        + " An instance of io.github.dynamocached.codec.JsonCodecTests$DarkSettings is not stored"
                        + " as io.github.dynamocached.codec.JsonCodecTests$Settings, because the state of its own"
                        + " class would be lost.");
    }

    record Money(String currency, BigDecimal amount) {}

    record Line(int number, @Nullable String note) {}

    record Order(
            String id,
            Money total,
            List<Line> lines,
            @Nullable Order parent) {}

    record Session(Customer customer, Optional<Turn> last, Map<Long, List<Turn>> turns) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    static final class Code {

        private final String text;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Code(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Code that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    static class Settings {

        private String theme = "light";
        private Map<String, Integer> levels = Map.of();

        public String getTheme() {
            return theme;
        }

        public void setTheme(String theme) {
            this.theme = theme;
        }

        public Map<String, Integer> getLevels() {
            return levels;
        }

        public void setLevels(Map<String, Integer> levels) {
            this.levels = levels;
        }

        public String getSummary() {
            return theme + " of " + levels.size();
        }
    }

    static final class DarkSettings extends Settings {}
}
