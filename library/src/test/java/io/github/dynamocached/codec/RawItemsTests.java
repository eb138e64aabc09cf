package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items and pages as DynamoDB returns them, without a schema. */
class RawItemsTests {

    private static final CacheSettings PLAIN = CacheSettings.named("items").build();
    private static final CacheSettings COMPRESSING =
            CacheSettings.named("items").compressAbove(100).build();
    private static final Map<String, AttributeValue> ANN = item("id", AttributeValue.fromS("ann"));

    private final ValueCodec items = ItemCodec.of(PLAIN);
    private final ValueCodec pages = PageCodec.of(PLAIN);

    @Property(tries = 200)
    void everyItemComesBackExactly(@ForAll("items") Map<String, AttributeValue> item) {
        assertThat(items.decode(items.encode(item))).isEqualTo(item);
        assertThat(items.lossOf(item, items.encode(item))).isNull();
        ValueCodec compressing = ItemCodec.of(COMPRESSING);
        assertThat(compressing.decode(compressing.encode(item))).isEqualTo(item);
    }

    @Property(tries = 100)
    void everyPageComesBackExactly(@ForAll("pages") ItemPage page) {
        assertThat(pages.decode(pages.encode(page))).isEqualTo(page);
        assertThat(pages.lossOf(page, pages.encode(page))).isNull();
        ValueCodec compressing = PageCodec.of(COMPRESSING);
        assertThat(compressing.decode(compressing.encode(page))).isEqualTo(page);
    }

    @Provide
    Arbitrary<Map<String, AttributeValue>> items() {
        return Arbitraries.maps(AttributeValues.texts(), AttributeValues.all())
                .ofMaxSize(5)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<ItemPage> pages() {
        Arbitrary<Integer> counts = Arbitraries.integers().between(0, 1_000_000);
        return items().list()
                .ofMaxSize(4)
                .injectNull(0.2)
                .flatMap(list -> counts.flatMap(count -> counts.flatMap(
                        scanned -> items().injectNull(0.5).map(key -> new ItemPage(list, count, scanned, key)))));
    }

    @Test
    void storedFormStaysAsItIs() {
        assertThat(items.format().type()).isEqualTo("item");
        assertThat(items.format().schema()).isEqualTo("2e3fb4db6884");
        assertThat(text(items, item("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1.50"))))
                .isEqualTo("{2:id1:a1:n4:1.50");

        assertThat(pages.format().type()).isEqualTo("page");
        assertThat(pages.format().schema()).isEqualTo("2eede5b8c06a");
        assertThat(text(pages, new ItemPage(List.of(ANN, Map.of()), 2, 7, ANN)))
                .isEqualTo("[17:[10:{2:id3:ann1:{1:21:710:{2:id3:ann");
        assertThat(text(pages, new ItemPage(null, 2, 7, null))).isEqualTo("[4:null1:21:74:null");
    }

    /** As stand-ins of clients answer in tests of applications. */
    @Test
    void pageWithoutCountsComesBack() {
        ItemPage page = new ItemPage(List.of(ANN), null, null, null);

        assertThat(text(pages, page)).isEqualTo("[14:[10:{2:id3:ann4:null4:null4:null");
        assertThat(pages.decode(pages.encode(page))).isEqualTo(page);
    }

    @Test
    void itemsOfOtherVersionsOrFormsHaveOtherFormats() {
        assertThat(List.of(
                        items.format().id(),
                        pages.format().id(),
                        ItemCodec.of(COMPRESSING).format().id(),
                        PageCodec.of(COMPRESSING).format().id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void largestItemOfDynamoDbComesBack() {
        Map<String, AttributeValue> large =
                item("id", AttributeValue.fromS("a"), "text", AttributeValue.fromS("ü".repeat(204_000)));

        byte[] @Nullable [] encoded = items.encode(large);

        assertThat(encoded[0]).hasSizeBetween(408_000, 408_100);
        assertThat(items.decode(encoded)).isEqualTo(large);
    }

    @Test
    void decodedItemsCannotBeChanged() {
        @SuppressWarnings("unchecked")
        Map<String, AttributeValue> item = (Map<String, AttributeValue>) items.decode(items.encode(ANN));
        ItemPage page = (ItemPage) pages.decode(pages.encode(new ItemPage(List.of(ANN), 1, 1, ANN)));

        assertThatThrownBy(item::clear).isInstanceOf(UnsupportedOperationException.class);
        List<Map<String, AttributeValue>> onPage = Objects.requireNonNull(page.items());
        assertThatThrownBy(onPage::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(onPage.get(0)::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(Objects.requireNonNull(page.lastKey())::clear)
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "[", "{1:a", "{1:a1:b1:a1:b", "{1:a9:b", "(S", "[4:null1:21:7", "{{"})
    void otherBytesAreNoItem(String bytes) {
        assertRefused(items, bytes.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "[",
                "{1:a1:b",
                "[4:null1:21:7",
                "[4:null1:21:74:null1:a",
                "[1:a1:21:74:null",
                "[6:[3:abc1:21:74:null",
                "[4:null1:a1:74:null",
                "[4:null3:1.51:74:null",
                "[4:null1:21:71:a"
            })
    void otherBytesAreNoPage(String bytes) {
        assertRefused(pages, bytes.getBytes(UTF_8));
    }

    @Property(tries = 100)
    void spoiltBytesAreAnItemOrRefused(
            @ForAll("items") Map<String, AttributeValue> item, @ForAll int position, @ForAll byte replacement) {
        byte[] bytes = items.encode(item)[0];
        bytes[Math.floorMod(position, bytes.length)] = replacement;
        try {
            assertThat(items.decode(new byte[][] {bytes})).isInstanceOf(Map.class);
        } catch (ValueCodecException e) {
            assertThat(e).hasNoCause();
        }
        byte[] shorter = Arrays.copyOf(bytes, bytes.length / 2);
        try {
            assertThat(items.decode(new byte[][] {shorter})).isInstanceOf(Map.class);
        } catch (ValueCodecException e) {
            assertThat(e).hasNoCause();
        }
    }

    @Test
    void othersThanItemsAndPagesAreRefused() {
        assertThatThrownBy(() -> items.encode("text")).isInstanceOf(ValueCodecException.class);
        assertThatThrownBy(() -> pages.encode(ANN)).isInstanceOf(ValueCodecException.class);
        assertThatThrownBy(() -> items.encode(item("a", AttributeValue.builder().build())))
                .isInstanceOf(ValueCodecException.class);
    }

    @Test
    void itemsEndByTheirTimeToLive() {
        Map<String, AttributeValue> ending = item("end", AttributeValue.fromN("1800000000"));
        Map<String, AttributeValue> earlier = item("end", AttributeValue.fromN("1700000000"));

        assertThat(items.endsOf(ending, "end")).isEqualTo(new ItemEnds(true, List.of(1_800_000_000_000L)));
        assertThat(items.endsOf(ANN, "end")).isEqualTo(new ItemEnds(true, List.of()));
        assertThat(pages.endsOf(new ItemPage(List.of(ending, ANN, earlier), 3, 3, null), "end"))
                .isEqualTo(new ItemEnds(false, List.of(1_700_000_000_000L, 1_800_000_000_000L)));
        assertThat(pages.endsOf(new ItemPage(null, 3, 3, null), "end")).isEqualTo(ItemEnds.NONE);
    }

    private static void assertRefused(ValueCodec codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.decode(new byte[][] {bytes}))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause();
    }

    private static String text(ValueCodec codec, Object value) {
        return new String(codec.encode(value)[0], ISO_8859_1);
    }

    private static Map<String, AttributeValue> item(String name, AttributeValue value) {
        return Map.of(name, value);
    }

    private static Map<String, AttributeValue> item(
            String name, AttributeValue value, String other, AttributeValue otherValue) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put(name, value);
        item.put(other, otherValue);
        return item;
    }
}
