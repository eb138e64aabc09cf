package io.github.dynamocached.codec;

import io.github.dynamocached.store.ItemEnds;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The ends that DynamoDB's time to live says of items: a number of seconds since 1970. Any other type is none. What is as
 * far away as milliseconds taken for seconds would be is none either.
 */
final class TimeToLive {

    private static final BigDecimal FARTHEST = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private TimeToLive() {}

    /** The end of the one item that a value is. */
    static ItemEnds of(@Nullable AttributeValue attribute) {
        return new ItemEnds(true, endOf(attribute).map(List::of).orElse(List.of()));
    }

    /** The ends of the items in a value. */
    static ItemEnds of(Stream<@Nullable AttributeValue> attributes) {
        return new ItemEnds(
                false,
                attributes
                        .map(TimeToLive::endOf)
                        .flatMap(Optional::stream)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static Optional<Long> endOf(@Nullable AttributeValue attribute) {
        String digits = attribute == null ? null : attribute.n();
        if (digits == null) {
            return Optional.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(digits);
            boolean isTime = seconds.compareTo(BigDecimal.ONE) >= 0 && seconds.compareTo(FARTHEST) <= 0;
            return isTime ? Optional.of(seconds.multiply(MILLIS).longValue()) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
