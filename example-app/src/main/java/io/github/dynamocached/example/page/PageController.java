package io.github.dynamocached.example.page;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The charts and the traffic. All that changes something needs JSON or a method that a form does not have, so that no other
 * site can send it with the reader's browser.
 */
@RestController
@RequestMapping("/page")
@OnlyWithPage
class PageController {

    private final LiveStream pages;
    private final Ticker ticker;
    private final Traffic traffic;
    private final double pricePerMillionUnits;

    PageController(
            LiveStream pages,
            Ticker ticker,
            Traffic traffic,
            @Value("${example.page.price-per-million-read-units}") double pricePerMillionUnits) {
        this.pages = pages;
        this.ticker = ticker;
        this.traffic = traffic;
        this.pricePerMillionUnits = pricePerMillionUnits;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return pages.open("start", new Start(pricePerMillionUnits, ticker.kept()));
    }

    @PutMapping("/traffic")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void startTraffic(@Valid @RequestBody Wanted wanted) {
        traffic.start(wanted.pattern(), wanted.perSecond());
    }

    @DeleteMapping("/traffic")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stopTraffic() {
        traffic.stop();
    }

    /**
     * The first event of a page.
     *
     * @param pricePerMillionUnits what DynamoDB charges, in US dollars
     * @param ticks the last seconds
     */
    record Start(double pricePerMillionUnits, List<Tick> ticks) {}

    /** The traffic that a reader of the page wants. */
    record Wanted(
            @NotNull TrafficPattern pattern,
            @Min(1) @Max(1_000) int perSecond) {}
}
