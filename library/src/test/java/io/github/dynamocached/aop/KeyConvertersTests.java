package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.expression.KeyConverters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which converter converts what, and that keys stay apart. */
class KeyConvertersTests {

    interface Code {
        String text();
    }

    record Colour(String text) implements Code {}

    record Size(String text) implements Code {}

    record Range(int from, int to) {}

    private final KeyConverters converters = new KeyConverters(List.of(
            KeyConverter.of(Code.class, code -> "code/" + code.text()),
            KeyConverter.of(Object.class, any -> any),
            KeyConverter.of(Size.class, size -> "size/" + size.text()),
            KeyConverter.of(Range.class, range -> List.of(range.from(), range.to()))));

    private String keyOf(@Nullable Object... parts) {
        return CacheKey.of("any", converters.converted(Arrays.asList(parts))).text();
    }

    @Test
    void converterOfTheClassGoesBeforeThoseOfItsSupertypesAndTheFirstOfThese() {
        assertThat(keyOf(new Size("xl"))).isEqualTo("size%2Fxl");
        assertThat(keyOf(new Colour("red"))).isEqualTo("code%2Fred");
        assertThat(keyOf("text")).isEqualTo("text");
    }

    @Test
    void whatAConverterGivesIsOnePart() {
        assertThat(keyOf(new Range(1, 2), 3)).isEqualTo("(1,2):3");
        assertThat(keyOf(1, 2, 3)).isEqualTo("1:2:3");
        assertThat(keyOf(List.of(1, 2), 3)).isEqualTo("(1,2):3");
    }

    private final KeyConverters ofSizes =
            new KeyConverters(List.of(KeyConverter.of(Size.class, size -> "size/" + size.text())));

    private String sizesOf(@Nullable Object... parts) {
        return CacheKey.of("any", ofSizes.converted(Arrays.asList(parts))).text();
    }

    @Test
    void elementsOfWhatHoldsThemAreConverted() {
        Size small = new Size("s");
        Size large = new Size("l");
        assertThat(sizesOf(List.of(small, large))).isEqualTo("(size%2Fs,size%2Fl)");
        assertThat(sizesOf(Set.of(small, large))).isEqualTo("(size%2Fl,size%2Fs)");
        assertThat(sizesOf((Object) new Size[] {small, large})).isEqualTo("(size%2Fs,size%2Fl)");
        assertThat(sizesOf(Optional.of(small), Optional.empty(), null)).isEqualTo("size%2Fs:@null:@null");
        assertThat(sizesOf((Object) new int[] {1, 2})).isEqualTo("(1,2)");
    }

    @Test
    void withoutConvertersAndRecordsNothingIsCopied() {
        List<?> parts = List.of("s", List.of(Set.of(1L)), Optional.of("t"));
        assertThat(new KeyConverters(List.of()).converted(parts)).isSameAs(parts);
    }
}
