package io.github.dynamocached.example.answers;

import io.github.dynamocached.cache.Outcome;
import io.github.dynamocached.cache.Outcome.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Where the answer to one request came from and what it cost, as response headers:
 *
 * <ul>
 *   <li>{@code X-Cache}: {@code HIT}, {@code STALE}, {@code MISS} or {@code BYPASS}. When several caches were asked,
 *       one line for each in the order they were asked: {@code HIT; cache=turns; age=12}.
 *   <li>{@code Age}: whole seconds since the oldest entry in the answer was filled (RFC 9111). Absent when nothing
 *       came from a cache.
 *   <li>{@code X-Read-Units}: the read units that DynamoDB charged for this request.
 * </ul>
 *
 * <p>Headers must be there before the body is written. They are: whatever a handler reads, it reads before it returns,
 * and each read sets the headers anew.
 */
public final class AnswerReport {

    private static final String ATTRIBUTE = AnswerReport.class.getName();

    private final HttpServletResponse response;
    private final List<CacheRead> reads = new ArrayList<>();
    private BigDecimal readUnits = BigDecimal.ZERO;

    private AnswerReport(HttpServletResponse response) {
        this.response = response;
        writeReadUnits();
    }

    static void open(HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ATTRIBUTE, new AnswerReport(response));
    }

    /**
     * The report of the request that this thread serves.
     *
     * @return the report, or empty on a thread that serves no request
     */
    public static Optional<AnswerReport> current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return Optional.empty();
        }
        return Optional.ofNullable((AnswerReport) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }

    /**
     * Adds read units that DynamoDB charged.
     *
     * @param units the units, also halves
     */
    public void addReadUnits(double units) {
        readUnits = readUnits.add(BigDecimal.valueOf(units));
        writeReadUnits();
    }

    void addRead(String cacheName, Outcome outcome) {
        reads.add(new CacheRead(cacheName, outcome));
        response.setHeader("X-Cache", null);
        for (CacheRead read : reads) {
            response.addHeader("X-Cache", reads.size() == 1 ? read.source().name() : read.inFull());
        }
        reads.stream()
                .filter(CacheRead::isFromCache)
                .mapToLong(CacheRead::ageSeconds)
                .max()
                .ifPresent(oldest -> response.setHeader("Age", String.valueOf(oldest)));
    }

    private void writeReadUnits() {
        response.setHeader("X-Read-Units", readUnits.stripTrailingZeros().toPlainString());
    }

    private record CacheRead(String cacheName, Outcome outcome) {

        Source source() {
            return outcome.source();
        }

        boolean isFromCache() {
            return source() == Source.HIT || source() == Source.STALE;
        }

        long ageSeconds() {
            return TimeUnit.MILLISECONDS.toSeconds(outcome.ageMillis());
        }

        String inFull() {
            String named = source() + "; cache=" + cacheName;
            return isFromCache() ? named + "; age=" + ageSeconds() : named;
        }
    }
}
