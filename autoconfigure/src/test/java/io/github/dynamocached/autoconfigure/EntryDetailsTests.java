package io.github.dynamocached.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.VariantState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How values of different kinds are shown. */
class EntryDetailsTests {

    private static VariantState variant(String variant, boolean negative) {
        Duration second = Duration.ofSeconds(1);
        return new VariantState(variant, Freshness.FRESH, negative, "f", second, second, second, second, 3, false);
    }

    private static List<@Nullable Object> valuesOf(List<VariantState> variants, Map<String, byte[]> fields) {
        EntryState entry = new EntryState(Duration.ofMinutes(1), Duration.ZERO, 0, variants);
        List<?> shown = (List<?>)
                Objects.requireNonNull(new EntryDetails(entry, fields).asMap().get("variants"));
        List<@Nullable Object> values = new ArrayList<>();
        shown.forEach(one -> values.add(((Map<?, ?>) one).get("value")));
        return values;
    }

    @Test
    void entityIsShownByAttributesAndAnotherValueAsOneText() {
        Map<String, byte[]> fields = Map.of(
                "name", "Ada".getBytes(UTF_8), "email", "ada@x".getBytes(UTF_8), "@v:Text", "\"t\"".getBytes(UTF_8));
        assertThat(valuesOf(List.of(variant("", false), variant("Text", false)), fields))
                .containsExactly(Map.of("name", "Ada", "email", "ada@x"), "\"t\"");
    }

    @Test
    void valueThatIsNoTextIsShownInBase64() {
        byte[] compressed = {(byte) 0xff, 0, 1};
        assertThat(valuesOf(List.of(variant("Text", false)), Map.of("@v:Text", compressed)))
                .containsExactly("base64:" + Base64.getEncoder().encodeToString(compressed));
    }

    @Test
    void absenceAndAnEntryWithoutFieldsHaveNoValue() {
        assertThat(valuesOf(List.of(variant("Text", true)), Map.of("@v:Text", new byte[0])))
                .containsExactly((Object) null);
        assertThat(valuesOf(List.of(variant("", false), variant("Text", false)), Map.of()))
                .containsExactly(null, null);
    }
}
