package io.github.dynamocached;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts of keys made of nothing but texts, nulls and lists, in which equal means the same part. */
final class PlainParts {

    private PlainParts() {}

    static List<@Nullable Object> of(Collection<?> parts) {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object part : parts) {
            plain.add(of(part));
        }
        return plain;
    }

    private static @Nullable Object of(@Nullable Object part) {
        if (part instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (part instanceof Set<?> set) {
            List<@Nullable Object> sorted = of((Collection<?>) set);
            sorted.sort(Comparator.comparing(PlainParts::textOf));
            return sorted;
        }
        if (part instanceof Collection<?> list) {
            return of(list);
        }
        if (part instanceof Object[] array) {
            return of(Arrays.asList(array));
        }
        return part == null ? null : textOfScalar(part);
    }

    private static String textOfScalar(Object part) {
        if (part instanceof byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
        return part instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : part.toString();
    }

    private static String textOf(@Nullable Object plain) {
        List<@Nullable Object> alone = new ArrayList<>();
        alone.add(plain);
        String list = CacheKey.of("any", List.of(alone)).text();
        return list.substring(1, list.length() - 1);
    }
}
