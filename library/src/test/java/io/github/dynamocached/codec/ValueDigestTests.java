package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.type.TypeReference;

/** Digests, by which a fill sees whether a value has changed. */
class ValueDigestTests {

    @SuppressWarnings("ArrayRecordComponent") // binary contents are to be digested
    record Tag(String text, byte[] icon) {}

    record Article(String title, List<String> authors, Set<Tag> tags, Map<String, Set<String>> words) {}

    private static int digest(ValueCodec codec, Object value) {
        return codec.digestOf(value, codec.encode(value));
    }

    private static <T> List<T> reversed(List<T> members) {
        List<T> others = new ArrayList<>(members);
        Collections.reverse(others);
        return others;
    }

    private static Article article(List<String> authors, List<String> tags, List<String> languages) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        languages.forEach(language -> words.put(language, new LinkedHashSet<>(tags)));
        return new Article(
                "title",
                authors,
                new LinkedHashSet<>(tags.stream()
                        .map(tag -> new Tag(tag, tag.getBytes(StandardCharsets.UTF_8)))
                        .toList()),
                words);
    }

    @ParameterizedTest
    @EnumSource
    void membersOfSetsAndMapsHaveNoOrderAndElementsOfListsHave(Form form) {
        ValueCodec codec = form.of(Article.class);
        List<String> authors = List.of("Ada", "Bob");
        List<String> tags = List.of("x", "y", "z");
        List<String> languages = List.of("en", "de");
        int digest = digest(codec, article(authors, tags, languages));

        assertThat(digest(codec, article(authors, reversed(tags), languages))).isEqualTo(digest);
        assertThat(digest(codec, article(authors, tags, reversed(languages)))).isEqualTo(digest);
        assertThat(digest(codec, article(reversed(authors), tags, languages))).isNotEqualTo(digest);
        assertThat(digest(codec, article(authors, List.of("x", "y"), languages)))
                .isNotEqualTo(digest);
        assertThat(digest(codec, article(authors, tags, List.of("en")))).isNotEqualTo(digest);
    }

    @Test
    void attributesOfEntitiesAreDigested() {
        for (ValueCodec codec : List.of(Codecs.of(Customer.class), Codecs.blobOf(Customer.class))) {
            Customer customer = new Customer();
            customer.setId("1");
            Customer same = new Customer();
            same.setId("1");
            Customer other = new Customer();
            other.setId("2");
            assertThat(digest(codec, same)).isEqualTo(digest(codec, customer));
            assertThat(digest(codec, other)).isNotEqualTo(digest(codec, customer));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void setsAndMapsOfRawItemsHaveNoOrder(long compressAbove) {
        CacheSettings settings =
                CacheSettings.named("items").compressAbove(compressAbove).build();
        ValueCodec codec = ItemCodec.of(settings);
        int digest = digest(codec, item(List.of("a", "b"), List.of("x", "y"), List.of("m", "n")));
        assertThat(digest(codec, item(List.of("b", "a"), List.of("x", "y"), List.of("m", "n"))))
                .isEqualTo(digest);
        assertThat(digest(codec, item(List.of("a", "b"), List.of("x", "y"), List.of("n", "m"))))
                .isEqualTo(digest);
        assertThat(digest(codec, item(List.of("a", "b"), List.of("y", "x"), List.of("m", "n"))))
                .isNotEqualTo(digest);
        assertThat(digest(codec, item(List.of("a", "c"), List.of("x", "y"), List.of("m", "n"))))
                .isNotEqualTo(digest);
    }

    private static Map<String, AttributeValue> item(List<String> set, List<String> list, List<String> names) {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        names.forEach(name -> members.put(
                name,
                AttributeValue.fromBs(set.stream().map(SdkBytes::fromUtf8String).toList())));
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("set", AttributeValue.fromSs(set));
        item.put(
                "list",
                AttributeValue.fromL(list.stream().map(AttributeValue::fromS).toList()));
        item.put("map", AttributeValue.fromM(members));
        return item;
    }

    @Test
    void setOfEntitiesHasNoOrderAndListHas() {
        Customer one = new Customer();
        one.setId("1");
        Customer two = new Customer();
        two.setId("2");
        List<Customer> both = List.of(one, two);
        ValueCodec list = Codecs.of(new TypeReference<List<Customer>>() {});
        ValueCodec set = Codecs.of(new TypeReference<Set<Customer>>() {});
        assertThat(digest(list, reversed(both))).isNotEqualTo(digest(list, both));
        assertThat(digest(set, new LinkedHashSet<>(reversed(both))))
                .isEqualTo(digest(set, new LinkedHashSet<>(both)))
                .isNotEqualTo(digest(set, Set.of(one)));
    }

    /** The digest is stored, and nodes share it. */
    @Test
    void digestIsTheSameOnEveryNode() {
        assertThat(digest(Codecs.of(String.class), "Ada")).isEqualTo(0xb25c75ea);
        assertThat(digest(ItemCodec.of(CacheSettings.named("items").build()), Map.of("a", AttributeValue.fromS("b"))))
                .isEqualTo(0x8c0f8354);
    }
}
