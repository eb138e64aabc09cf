package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.store.ValueCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodings of the same value, as far as a caller can tell. */
class SameValueTests {

    /** Without an {@code equals}. */
    static final class Tag {

        public String text = "";

        static Tag of(String text) {
            Tag tag = new Tag();
            tag.text = text;
            return tag;
        }
    }

    record Article(String title, double price, Set<Tag> tags, Map<String, Set<String>> words) {}

    private static boolean isSame(ValueCodec codec, Object value, Object other) {
        byte[] @Nullable [] fields = codec.encode(value);
        byte[] @Nullable [] others = codec.encode(other);
        return codec.isSame(fields, others) && codec.isSame(others, fields);
    }

    private static <T> Set<T> reversed(List<T> members) {
        List<T> others = new ArrayList<>(members);
        Collections.reverse(others);
        return new LinkedHashSet<>(others);
    }

    private static Article article(double price, List<String> tags) {
        return new Article(
                "title",
                price,
                new LinkedHashSet<>(tags.stream().map(Tag::of).toList()),
                Map.of("en", Set.copyOf(tags)));
    }

    @Test
    void setsHaveNoOrderAndMembersNeedNoEquals() {
        ValueCodec codec = Codecs.of(Article.class);
        List<String> tags = List.of("a", "b", "c", "d", "e");
        for (int i = 0; i < 20; i++) {
            assertThat(isSame(codec, article(0.1 + 0.2, tags), article(0.1 + 0.2, List.copyOf(reversed(tags)))))
                    .isTrue();
        }
        assertThat(isSame(codec, article(0.1 + 0.2, tags), article(0.3, tags))).isFalse();
        assertThat(isSame(codec, article(1, tags), article(1, List.of("a", "b", "c", "d", "f"))))
                .isFalse();
        assertThat(isSame(codec, article(1, tags), article(1, tags.subList(0, 4))))
                .isFalse();
    }

    @Test
    void membersWithoutEqualsAreFoundOnceEach() {
        ValueCodec codec = Codecs.of(Article.class);
        Article twice = article(1, List.of("a", "a", "b"));
        assertThat(isSame(codec, twice, article(1, List.of("b", "a", "a")))).isTrue();
        assertThat(isSame(codec, twice, article(1, List.of("a", "b", "b")))).isFalse();
    }

    @Test
    void attributesOfEntitiesAreCompared() {
        ValueCodec codec = Codecs.of(Customer.class);
        Customer customer = new Customer();
        customer.setId("1");
        Customer other = new Customer();
        other.setId("1");
        assertThat(isSame(codec, customer, other)).isTrue();
        other.setId("2");
        assertThat(isSame(codec, customer, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void setsOfRawItemsHaveNoOrderEither(long compressAbove) {
        CacheSettings settings =
                CacheSettings.named("items").compressAbove(compressAbove).build();
        Map<String, AttributeValue> item = item(List.of("a", "b"), List.of("1", "2"));
        Map<String, AttributeValue> other = item(List.of("b", "a"), List.of("2", "1"));
        Map<String, AttributeValue> another = item(List.of("b", "c"), List.of("2", "1"));
        assertThat(isSame(ItemCodec.of(settings), item, other)).isTrue();
        assertThat(isSame(ItemCodec.of(settings), item, another)).isFalse();
        assertThat(isSame(PageCodec.of(settings), page(item), page(other))).isTrue();
        assertThat(isSame(PageCodec.of(settings), page(item), page(another))).isFalse();
    }

    private static Map<String, AttributeValue> item(List<String> texts, List<String> numbers) {
        return Map.of(
                "texts",
                AttributeValue.fromSs(texts),
                "list",
                AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("numbers", AttributeValue.fromNs(numbers))))));
    }

    private static ItemPage page(Map<String, AttributeValue> item) {
        return new ItemPage(List.of(item), 1, 1, null);
    }

    @Test
    void bytesThatCannotBeDecodedAreNoValue() {
        ValueCodec codec = Codecs.of(Article.class);
        byte[] @Nullable [] garbage = {new byte[] {1}};
        assertThatThrownBy(() -> codec.isSame(garbage, codec.encode(article(1, List.of()))))
                .isInstanceOf(ValueCodecException.class);
    }
}
