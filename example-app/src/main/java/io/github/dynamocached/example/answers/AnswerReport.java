package io.github.dynamocached.example.answers;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Says in response headers where the answer to one request came from and what it cost:
 *
 * <ul>
 *   <li>{@code X-Cache}: {@code HIT}, {@code STALE}, {@code MISS} or {@code BYPASS}. A request that reads several values gets
 *       one line for each cache and source, in the order of the reads: {@code HIT; cache=turns; age=12}, or for several
 *       keys of one cache {@code HIT; cache=users; keys=9; age=12}.
 *   <li>{@code Age}: whole seconds since the oldest entry in the answer was stored (RFC 9111). Absent if nothing
 *       came from a cache.
 *   <li>{@code X-Read-Units}: the read units that DynamoDB charged for this request.
 * </ul>
 *
 * <p>Headers must be set before the body is written. Each read sets them again, and a handler makes all its reads before it
 * returns.
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
     * The report of the current thread's request.
     *
     * @return the report, or empty on a thread without a request
     */
    public static Optional<AnswerReport> current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return Optional.empty();
        }
        return Optional.ofNullable((AnswerReport) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }

    /**
     * Adds the read units of one DynamoDB request.
     *
     * @param units the units, which may be halves
     */
    public void addReadUnits(double units) {
        readUnits = readUnits.add(BigDecimal.valueOf(units));
        writeReadUnits();
    }

    void addRead(String cacheName, Outcome outcome) {
        reads.add(new CacheRead(cacheName, outcome));
        response.setHeader("X-Cache", null);
        for (List<CacheRead> alike : alike()) {
            response.addHeader(
                    "X-Cache", reads.size() == 1 ? alike.get(0).source().name() : inFull(alike));
        }
        oldestOf(reads).ifPresent(oldest -> response.setHeader("Age", String.valueOf(oldest)));
    }

    /** The reads of one cache from one source, in the order of the first of them. */
    private Collection<List<CacheRead>> alike() {
        return reads.stream()
                .collect(Collectors.groupingBy(
                        read -> read.cacheName() + read.source(), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static String inFull(List<CacheRead> alike) {
        StringBuilder line = new StringBuilder(alike.get(0).source().name());
        line.append("; cache=").append(alike.get(0).cacheName());
        if (alike.size() > 1) {
            line.append("; keys=").append(alike.size());
        }
        oldestOf(alike).ifPresent(oldest -> line.append("; age=").append(oldest));
        return line.toString();
    }

    private static OptionalLong oldestOf(List<CacheRead> reads) {
        return reads.stream()
                .filter(CacheRead::isFromCache)
                .mapToLong(CacheRead::ageSeconds)
                .max();
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
    }
}
