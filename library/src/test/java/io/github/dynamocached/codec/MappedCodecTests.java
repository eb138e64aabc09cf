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
import java.lang.reflect.Type;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MappedCodecTests {

    @ParameterizedTest
    @MethodSource("io.github.dynamocached.codec.MappedValues#inEveryForm")
    void valuesComeBackEqualAndOfTheirKind(Form form, Object type, Object value) {
        ValueCodec codec = type instanceof TypeReference<?> generic ? form.of(generic) : form.of((Type) type);

        Object decoded = Codecs.roundTrip(codec, value);

        assertThat(decoded).isEqualTo(value);
        assertThat(Codecs.roundTrip(codec, decoded)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource
    void setKeepsItsOrder(Form form) {
        List<String> order = List.of("z", "a", "q", "b", "y");
        ValueCodec codec = form.of(new TypeReference<Set<String>>() {});

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

    @ParameterizedTest
    @EnumSource
    void dequeComesBackInOrder(Form form) {
        Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2, 3));

        Object decoded = Codecs.roundTrip(form.of(new TypeReference<Deque<Integer>>() {}), deque);

        assertThat(List.copyOf((Deque<?>) decoded)).isEqualTo(List.of(1, 2, 3));
    }

    @ParameterizedTest
    @EnumSource
    void treeOfJsonComesBackEqual(Form form) {
        JsonNode tree = new JsonMapper().readTree("{\"a\":[1,2.5,null,\"x\"]}");

        assertThat(Codecs.roundTrip(form.of(JsonNode.class), tree)).isEqualTo(tree);
    }

    @Test
    void recordsAndBeansComeBackEqual() {
        Order order = new Order(
                "o1", new Money("EUR", new BigDecimal("9.90")), List.of(new Line(1, null), new Line(2, "x")), null);

        for (Form form : Form.values()) {
            assertThat(Codecs.roundTrip(form.of(Order.class), order)).isEqualTo(order);
        }
        assertThat(Codecs.blob(Codecs.of(Order.class), order))
                .isEqualTo("{\"id\":\"o1\",\"total\":{\"currency\":\"EUR\",\"amount\":9.90},"
                        + "\"lines\":[{\"number\":1,\"note\":null},{\"number\":2,\"note\":\"x\"}],\"parent\":null}");
    }

    @ParameterizedTest
    @EnumSource
    void beanWithGettersAndSettersComesBackEqual(Form form) {
        Settings settings = new Settings();
        settings.setTheme("dark");
        settings.setLevels(Map.of("a", 1));

        Settings decoded = (Settings) Codecs.roundTrip(form.of(Settings.class), settings);

        assertThat(decoded.getTheme()).isEqualTo("dark");
        assertThat(decoded.getLevels()).isEqualTo(Map.of("a", 1));
        assertThat(decoded.getSummary()).isEqualTo("dark of 1");
    }

    @Test
    void subtypesGoByTheirNames() {
        List<Shape> shapes = List.of(new Circle(2), new Square(3));
        ValueCodec codec = Codecs.of(new TypeReference<List<Shape>>() {});

        for (Form form : Form.values()) {
            assertThat(Codecs.roundTrip(form.of(new TypeReference<List<Shape>>() {}), shapes))
                    .isEqualTo(shapes);
        }
        assertThat(Codecs.blob(codec, shapes))
                .isEqualTo("[{\"kind\":\"circle\",\"radius\":2},{\"kind\":\"square\",\"side\":3}]");
    }

    @Test
    void typesWithOneValueGoByIt() {
        Map<Code, Code> codes = Map.of(new Code("a"), new Code("b"));
        ValueCodec codec = Codecs.of(new TypeReference<Map<Code, Code>>() {});

        for (Form form : Form.values()) {
            assertThat(Codecs.roundTrip(form.of(new TypeReference<Map<Code, Code>>() {}), codes))
                    .isEqualTo(codes);
        }
        assertThat(Codecs.blob(codec, codes)).isEqualTo("{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @EnumSource
    void entitiesInsideOtherTypesGoThroughTheirSchema(Form form) {
        Session session = new Session(
                Customer.ann(),
                Optional.of(Turn.of("s", 1, "hello")),
                Map.of(7L, List.of(Turn.of("s", 2, "you"), Turn.of("s", 3, ""))));

        assertThat(Codecs.roundTrip(form.of(Session.class), session)).isEqualTo(session);
    }

    @ParameterizedTest
    @EnumSource
    void everyDecodedValueIsNew(Form form) {
        ValueCodec codec = form.of(Settings.class);
        byte[] @Nullable [] encoded = codec.encode(new Settings());

        assertThat(codec.decode(encoded)).isNotSameAs(codec.decode(encoded));
    }

    @Test
    void instanceOfSubclassIsNotStoredAsItsSuperclass() {
        ValueCodec codec = Codecs.of(Settings.class);

        assertThatThrownBy(() -> codec.encode(new DarkSettings()))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage("A value of type io.github.dynamocached.codec.MappedCodecTests$Settings cannot be encoded:"
                        + " An instance of io.github.dynamocached.codec.MappedCodecTests$DarkSettings is not stored"
                        + " as io.github.dynamocached.codec.MappedCodecTests$Settings, because the state of its own"
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
