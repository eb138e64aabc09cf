package io.github.dynamocached.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * How a caching client answered a request. Immutable. Read from the headers of the response, so it works on copies of a response
 * too, and does not ask Redis.
 */
public final class CacheMetadata {

    private static final String NAME = "DynamoCached";
    private static final Pattern COUNT = Pattern.compile("([a-z]+)=(\\d{1,9})");
    private static final CacheMetadata PASSED =
            new CacheMetadata(Source.PASSED, Duration.ZERO, null, Map.of(Source.PASSED, 1L));

    /** Where an answer came from. */
    public enum Source {
        /** From the cache, fresh. */
        HIT("; hit"),
        /** From the cache, past its ttl, while it is refreshed or because the load failed. */
        STALE("; hit; detail=stale"),
        /** Loaded by another call at the same time. This call has consumed no capacity. */
        SHARED("; fwd=miss; collapsed"),
        /** Loaded by this call. */
        MISS("; fwd=miss"),
        /** DynamoDB answered without the cache: a consistent read, a table that is not listed, or anything doubtful. */
        PASSED("; fwd=bypass");

        private final String status;

        Source(String parameters) {
            this.status = NAME + parameters;
        }

        /** The value of {@code Cache-Status}. */
        String status() {
            return status;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Source source;
    private final Duration age;
    private final @Nullable Instant answered;
    private final Map<Source, Long> counts;

    private CacheMetadata(Source source, Duration age, @Nullable Instant answered, Map<Source, Long> counts) {
        this.source = source;
        this.age = age;
        this.answered = answered;
        this.counts = counts;
    }

    /**
     * How a response was made.
     *
     * @param response a response of any client
     * @return {@link Source#PASSED} if it was not made by a caching client
     */
    public static CacheMetadata of(DynamoDbResponse response) {
        SdkHttpResponse http = response.sdkHttpResponse();
        if (http == null) {
            return PASSED;
        }
        return http.matchingHeaders(AnswerOfCache.CACHE_STATUS).stream()
                .filter(status -> status.startsWith(NAME))
                .findFirst()
                .map(status -> parsed(status, http))
                .orElse(PASSED);
    }

    private static CacheMetadata parsed(String status, SdkHttpResponse http) {
        Map<Source, Long> counts = countsIn(status);
        String own = counts.isEmpty() ? status : status.substring(0, status.lastIndexOf("; detail="));
        Source source = Arrays.stream(Source.values())
                .filter(known -> known.status.equals(own))
                .findFirst()
                .orElse(Source.PASSED);
        Duration age = http.firstMatchingHeader(AnswerOfCache.AGE)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
        Instant answered = http.firstMatchingHeader(AnswerOfCache.DATE)
                .map(date -> Instant.from(AnswerOfCache.HTTP_DATE.parse(date)))
                .orElse(null);
        return new CacheMetadata(source, age, answered, counts.isEmpty() ? Map.of(source, 1L) : counts);
    }

    private static Map<Source, Long> countsIn(String status) {
        Map<Source, Long> counts = new EnumMap<>(Source.class);
        Matcher count = COUNT.matcher(status);
        while (count.find()) {
            for (Source source : Source.values()) {
                if (source.key().equals(count.group(1))) {
                    counts.put(source, Long.parseLong(count.group(2)));
                }
            }
        }
        return counts;
    }

    /** The value of {@code Cache-Status} for a batch with these numbers of keys. */
    static String statusOf(Map<Source, Integer> counts) {
        String detail = counts.entrySet().stream()
                .map(count -> count.getKey().key() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
        return worst(counts).status + "; detail=\"" + detail + '"';
    }

    /** Of a batch: that of the keys which took the longest way. */
    private static Source worst(Map<Source, Integer> counts) {
        List<Source> longestFirst = List.of(Source.MISS, Source.SHARED, Source.STALE, Source.HIT);
        return longestFirst.stream()
                .filter(source -> counts.getOrDefault(source, 0) > 0)
                .findFirst()
                .orElse(Source.PASSED);
    }

    /**
     * {@return where the answer came from. Of a batch: {@link Source#MISS} if it has loaded an item, {@link Source#HIT} if all its
     * items are from the cache or were to be read without it}
     */
    public Source source() {
        return source;
    }

    /** {@return whether the answer came from the cache, fresh or stale} */
    public boolean isFromCache() {
        return source == Source.HIT || source == Source.STALE;
    }

    /** {@return how long the value had been stored, in whole seconds; of a batch the oldest one. 0 for anything loaded} */
    public Duration age() {
        return age;
    }

    /** {@return when the value was stored, by the clock of this machine, in whole seconds; empty for anything loaded} */
    public Optional<Instant> storedAt() {
        return answered == null || !isFromCache() ? Optional.empty() : Optional.of(answered.minus(age));
    }

    /**
     * The number of keys of a batch that were answered from somewhere. Any other answer counts as one key.
     *
     * @param from where the answers came from
     * @return the number of keys
     */
    public long count(Source from) {
        return counts.getOrDefault(from, 0L);
    }

    /** {@return the version of this library; {@code unknown} if its classes do not come from its jar} */
    public static String libraryVersion() {
        String version = CacheMetadata.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public String toString() {
        return isFromCache() ? source + ", age " + age.toSeconds() + " s" : source.toString();
    }
}
