package io.github.dynamocached.example.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class AnswerReportTests {

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AnswerHeaders headers = new AnswerHeaders();

    @BeforeEach
    void openRequest() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        headers.preHandle(request, response, this);
    }

    @AfterEach
    void closeRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void anAnswerWithoutReadsHasConsumedNothing() {
        assertThat(response.getHeader("X-Read-Units")).isEqualTo("0");
        assertThat(response.getHeaderNames()).containsExactly("X-Read-Units");
    }

    @Test
    void readUnitsAddUpAndKeepTheirHalves() {
        add(0.5);
        assertThat(response.getHeader("X-Read-Units")).isEqualTo("0.5");
        add(0.5);
        assertThat(response.getHeader("X-Read-Units")).isEqualTo("1");
        add(9.5);
        assertThat(response.getHeader("X-Read-Units")).isEqualTo("10.5");
        add(9.5);
        assertThat(response.getHeader("X-Read-Units")).isEqualTo("20");
    }

    @Test
    void oneCacheNeedsNoName() {
        read("users", Source.HIT, 12_900);
        assertThat(response.getHeaders("X-Cache")).containsExactly("HIT");
        assertThat(response.getHeader("Age")).isEqualTo("12");
    }

    @Test
    void whatWasLoadedHasNoAge() {
        read("users", Source.MISS, 0);
        assertThat(response.getHeaders("X-Cache")).containsExactly("MISS");
        assertThat(response.containsHeader("Age")).isFalse();
    }

    @Test
    void severalCachesAreNamedInTheirOrderAndTheOldestEntryGivesTheAge() {
        read("sessions", Source.HIT, 3_000);
        read("summaries", Source.STALE, 70_000);
        read("turns", Source.MISS, 0);
        read("users", Source.BYPASS, 0);
        assertThat(response.getHeaders("X-Cache"))
                .containsExactly(
                        "HIT; cache=sessions; age=3",
                        "STALE; cache=summaries; age=70",
                        "MISS; cache=turns",
                        "BYPASS; cache=users");
        assertThat(response.getHeader("Age")).isEqualTo("70");
    }

    @Test
    void outsideOfARequestThereIsNoReport() {
        RequestContextHolder.resetRequestAttributes();
        assertThat(AnswerReport.current()).isEmpty();
        read("users", Source.HIT, 0);
        assertThat(response.getHeaders("X-Cache")).isEmpty();
    }

    private void read(String cache, Source source, long ageMillis) {
        headers.onRead(cache, new Outcome(source, "value", ageMillis));
    }

    private static void add(double units) {
        AnswerReport.current().orElseThrow().addReadUnits(units);
    }
}
