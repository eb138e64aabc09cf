package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dynamocached.ValueCodecException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Decoded items, those with few attributes and those with many. */
class SmallItemTests {

    private static Map<String, AttributeValue> itemOf(int attributes) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = attributes; i > 0; i--) {
            item.put("name-" + i, AttributeValue.fromN(Integer.toString(i)));
        }
        return item;
    }

    private static Map<String, AttributeValue> decoded(Map<String, AttributeValue> item) {
        return AttributeDecoder.decodeItem(AttributeEncoder.encode(item));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SmallItem.MOST - 1, SmallItem.MOST, SmallItem.MOST + 1, 100})
    void itemsOfAllSizesAreMapsInTheirOrder(int attributes) {
        Map<String, AttributeValue> item = itemOf(attributes);

        Map<String, AttributeValue> decoded = decoded(item);

        assertThat(decoded).isEqualTo(item).hasSameHashCodeAs(item).hasSize(attributes);
        assertThat(item).isEqualTo(decoded);
        assertThat(decoded.keySet()).containsExactlyElementsOf(item.keySet());
        assertThat(decoded.entrySet()).containsExactlyElementsOf(item.entrySet());
        List<String> visited = new ArrayList<>();
        decoded.forEach((name, value) -> visited.add(name + "=" + value.n()));
        assertThat(visited)
                .containsExactlyElementsOf(item.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue().n())
                        .toList());
        item.forEach((name, value) -> {
            assertThat(decoded.get(name)).isEqualTo(value);
            assertThat(decoded).containsKey(name);
        });
        assertThat(decoded.get("other")).isNull();
        assertThat(decoded).doesNotContainKey("other").doesNotContainKey(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SmallItem.MOST, SmallItem.MOST + 1})
    void nobodyChangesThem(int attributes) {
        Map<String, AttributeValue> decoded = decoded(itemOf(attributes));

        assertThatThrownBy(() -> decoded.put("name-1", AttributeValue.fromS("a")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.remove("name-1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(decoded::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.entrySet().iterator().next().setValue(AttributeValue.fromS("a")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SmallItem.MOST - 1, SmallItem.MOST, 40})
    void nameThatIsThereTwiceIsRefused(int attributes) {
        String twice = new String(AttributeEncoder.encode(itemOf(attributes)), UTF_8) + "6:name-11:1";

        assertThatThrownBy(() -> AttributeDecoder.decodeItem(twice.getBytes(UTF_8)))
                .isInstanceOf(ValueCodecException.class)
                .hasMessageContaining("the same name twice");
    }

    /** One builder makes texts and numbers in turn. */
    @Test
    void valuesHaveTheirTypeWhateverComesBeforeThem() {
        AttributeValue text = AttributeValue.fromS("a");
        AttributeValue number = AttributeValue.fromN("1");
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (AttributeValue value : List.of(text, text, number, number, text, number, text)) {
            item.put("name-" + item.size(), value);
        }

        assertThat(decoded(item).values())
                .extracting(AttributeValue::type, AttributeValue::s, AttributeValue::n)
                .containsExactlyElementsOf(item.values().stream()
                        .map(value -> tuple(value.type(), value.s(), value.n()))
                        .toList());
    }

    @Test
    void entriesEnd() {
        Iterator<Map.Entry<String, AttributeValue>> entries =
                decoded(itemOf(1)).entrySet().iterator();
        entries.next();

        assertThat(entries).isExhausted();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }
}
