package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ValueCodec;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values that come back as they were, and are stored. */
class UnchangedValueTests {

    private static void assertComesBack(ValueCodec codec, Object value) {
        assertThat(codec.lossOf(value, codec.encode(value))).isNull();
    }

    private static void assertComesBack(Type type, Object value) {
        for (Form form : Form.values()) {
            assertComesBack(form.of(type), value);
        }
    }

    private static void assertComesBack(TypeReference<?> type, Object value) {
        assertComesBack(type.getType(), value);
    }

    private static void assertComesBack(Object value) {
        assertComesBack(value.getClass(), value);
    }

    @ParameterizedTest
    @MethodSource("io.github.dynamocached.codec.MappedValues#inEveryForm")
    void valuesOfEverydayTypes(Form form, Object type, Object value) {
        assertComesBack(type instanceof TypeReference<?> generic ? form.of(generic) : form.of((Type) type), value);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes, int[][] numbers) {}

    @Test
    void arraysInRecords() {
        assertComesBack(new Bytes(new byte[] {1, 2}, new int[][] {{1}, {}}));
    }

    record Line(String text) {}

    /** With an {@code equals} that compares lists of objects without one. */
    static final class Page {

        public List<Plain> lines = new ArrayList<>();

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Page that && lines.equals(that.lines);
        }

        @Override
        public int hashCode() {
            return lines.hashCode();
        }
    }

    static final class Plain {
        public String text = "a";
    }

    @Test
    void objectsWithoutEqualsInsideOthersWithOne() {
        Page page = new Page();
        page.lines.add(new Plain());
        assertComesBack(page);
        Set<Plain> plain = new HashSet<>(page.lines);
        plain.add(new Plain());
        plain.add(new Plain());
        assertComesBack(new TypeReference<Set<Plain>>() {}, plain);
    }

    record Held(
            Collection<String> texts,
            Deque<Integer> numbers,
            HashSet<String> set,
            HashMap<String, Line> map,
            AtomicLong count,
            AtomicReference<Line> reference,
            Optional<Line> maybe,
            URL url,
            JsonNode tree) {}

    @Test
    void whatHasNoEqualsOfItsOwn() throws Exception {
        ObjectNode tree = new JsonMapper().createObjectNode().put("long", 5L).put("float", 0.5f);
        HashMap<String, Line> map = new HashMap<>(64);
        HashSet<String> set = new HashSet<>(1024);
        for (int i = 0; i < 50; i++) {
            map.put("key" + i, new Line("text" + i));
            set.add("text" + i);
        }
        assertComesBack(new Held(
                Set.of("a"),
                new ArrayDeque<>(List.of(1, 2)),
                set,
                map,
                new AtomicLong(7),
                new AtomicReference<>(new Line("x")),
                Optional.empty(),
                URI.create("https://no.such.host.invalid/x").toURL(),
                tree));
    }

    /** With what is no part of its value: derived, cached, transient, or a tool. */
    static final class Cached {

        private String text = "";
        private int hash;
        private transient @Nullable String label;
        private final Lock lock = new ReentrantLock();

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public String label() {
            label = label == null ? text + "!" : label;
            return label;
        }

        public int getLength() {
            return text.length();
        }

        public void lock() {
            lock.lock();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cached that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            hash = hash == 0 ? Objects.hash(text) : hash;
            return hash;
        }
    }

    @Test
    void whatIsNoPartOfTheValueMayDiffer() {
        Cached cached = new Cached();
        cached.setText("a");
        assertThat(cached.label()).isEqualTo("a!");
        assertThat(cached.hashCode()).isNotZero();
        assertComesBack(cached);
    }

    /** With what is made at its first use. */
    static final class Lazy {

        public String text = "a";
        private @Nullable List<String> tags;
        private final AtomicReference<@Nullable String> upper = new AtomicReference<>();

        public List<String> tags() {
            tags = tags == null ? new ArrayList<>() : tags;
            return tags;
        }

        public String upper() {
            upper.compareAndSet(null, text.toUpperCase(Locale.ROOT));
            return Objects.requireNonNull(upper.get());
        }
    }

    @Test
    void whatIsMadeAtItsFirstUse() {
        Lazy lazy = new Lazy();
        assertThat(lazy.tags()).isEmpty();
        assertThat(lazy.upper()).isEqualTo("A");
        assertComesBack(lazy);
    }

    static final class Parent {

        public String name = "p";

        @JsonManagedReference
        public List<Child> children = new ArrayList<>();
    }

    static final class Child {

        public String name = "c";

        @JsonBackReference
        public @Nullable Parent parent;
    }

    @Test
    void ringsOfObjects() {
        Parent parent = new Parent();
        for (int i = 0; i < 20; i++) {
            Child child = new Child();
            child.parent = parent;
            parent.children.add(child);
        }
        assertComesBack(parent);
    }

    record Session(Customer customer, Optional<Turn> last, Map<Long, List<Turn>> turns) {}

    @Test
    void entities() {
        assertComesBack(Customer.class, Customer.ann());
        assertComesBack(Codecs.blobOf(Customer.class), Customer.ann());
        assertComesBack(new TypeReference<List<Turn>>() {}, List.of(Turn.of("s", 1, "hello")));
        assertComesBack(new Session(
                Customer.ann(), Optional.of(Turn.of("s", 1, "hello")), Map.of(7L, List.of(Turn.of("s", 2, "you")))));
        Customer anonymous = new Customer() {};
        anonymous.setId("a");
        assertComesBack(Customer.class, anonymous);
    }

    record Documents(List<EnhancedDocument> all) {}

    @Test
    void documentsWithASchema() {
        TableSchema<EnhancedDocument> schema = TableSchema.documentSchemaBuilder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build();
        ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of(schema)), List.of());
        EnhancedDocument document = EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString("id", "1")
                .putNull("gone")
                .build();
        assertComesBack(codecs.codecOf(EnhancedDocument.class), document);
        assertComesBack(codecs.codecOf(Documents.class), new Documents(List.of(document)));
    }

    @Test
    void manyElementsAndDeepOnes() {
        List<Line> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(new Line("line " + i));
        }
        assertComesBack(new TypeReference<List<Line>>() {}, many);
        Chain chain = new Chain(null);
        for (int i = 0; i < 200; i++) {
            chain = new Chain(chain);
        }
        assertComesBack(chain);
    }

    record Chain(@Nullable Chain next) {}
}
