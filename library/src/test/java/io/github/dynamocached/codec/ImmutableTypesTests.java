package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImmutableTypesTests {

    private record Point(int x, @Nullable Point next, DayOfWeek day, BigDecimal size) {}

    private record Named(String name, List<String> others) {}

    private record Boxed<T>(T content) {}

    @Test
    void textsNumbersTimesAndRecordsOfThemAreImmutable() {
        assertThat(List.of(
                        String.class, int.class, Long.class, UUID.class, Instant.class, DayOfWeek.class, Point.class))
                .allMatch(ImmutableTypes::contain);
    }

    @Test
    void whateverHoldsSomethingElseMayBeChanged() {
        assertThat(List.of(Named.class, Boxed.class, Date.class, List.class, Object.class, int[].class))
                .noneMatch(ImmutableTypes::contain);
    }

    @Test
    void codecsSayWhetherTheirValuesAreImmutable() {
        ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of()), List.of());
        assertThat(codecs.codecOf(String.class).areImmutable()).isTrue();
        assertThat(codecs.codecOf(Point.class).areImmutable()).isTrue();
        assertThat(codecs.codecOf(Named.class).areImmutable()).isFalse();
        CacheSettings compressed =
                CacheSettings.named("users").compressAbove(10).build();
        assertThat(codecs.forCache(compressed).codecOf(Point.class).areImmutable())
                .isTrue();
        assertThat(ItemCodec.of(compressed).areImmutable()).isTrue();
        assertThat(PageCodec.of(CacheSettings.named("users").build()).areImmutable())
                .isTrue();
    }
}
