package io.github.dynamocached.client;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.client.CacheMetadata.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The HTTP response of an answer that no service gave: status 200, and the headers that a cache in the network would add,
 * {@code Cache-Status} (RFC 9211), {@code Age} (RFC 9111) and {@code Date}. The headers are made when somebody asks for them.
 *
 * <p>The SDK keeps this object in every copy of a response, so what it says survives copies.
 */
final class AnswerOfCache implements SdkHttpResponse {

    static final String CACHE_STATUS = "Cache-Status";
    static final String AGE = "Age";
    static final String DATE = "Date";
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long serialVersionUID = 1;
    private static final int OK = 200;

    private final String status;
    private final long ageMillis;
    private final long answeredMillis = System.currentTimeMillis();

    /**
     * An answer.
     *
     * @param status the value of {@code Cache-Status}
     * @param ageMillis milliseconds since the oldest value in it was stored
     */
    AnswerOfCache(String status, long ageMillis) {
        this.status = status;
        this.ageMillis = ageMillis;
    }

    /** An answer without a load of the caller: what the outcome says was found, or what another call has loaded. */
    static AnswerOfCache of(Outcome outcome) {
        Source source = switch (outcome.source()) {
            case HIT, NEAR -> Source.HIT;
            case STALE -> Source.STALE;
            case MISS, BYPASS -> Source.SHARED;
        };
        return new AnswerOfCache(source.status(), outcome.ageMillis());
    }

    @Override
    public int statusCode() {
        return OK;
    }

    @Override
    public Optional<String> statusText() {
        return Optional.of("OK");
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of(
                CACHE_STATUS, List.of(status),
                AGE, List.of(Long.toString(ageMillis / 1000)),
                DATE, List.of(HTTP_DATE.format(Instant.ofEpochMilli(answeredMillis))));
    }

    @Override
    public Builder toBuilder() {
        return SdkHttpResponse.builder().statusCode(OK).statusText("OK").headers(headers());
    }

    @Override
    public String toString() {
        return status;
    }
}
