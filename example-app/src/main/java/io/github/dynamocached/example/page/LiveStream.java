package io.github.dynamocached.example.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends events to all open pages (server-sent events). */
@Component
@OnlyWithPage
public class LiveStream {

    private static final long NO_TIMEOUT = 0;

    private final List<SseEmitter> pages = new ArrayList<>();
    private boolean closed;

    /** Adds a page. It gets this event first, and then all that are sent from now on. */
    synchronized SseEmitter open(String firstEvent, Object data) {
        SseEmitter page = new SseEmitter(NO_TIMEOUT);
        if (closed) {
            page.complete();
        } else if (sent(page, firstEvent, data)) {
            pages.add(page);
        }
        return page;
    }

    /**
     * Sends an event to all pages that are open now.
     *
     * @param event the name, for which scripts of the page listen
     * @param data what is sent as JSON
     */
    public synchronized void send(String event, Object data) {
        pages.removeIf(page -> !sent(page, event, data));
    }

    /** Ends all connections before the web server waits for them to end. */
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        closed = true;
        pages.forEach(SseEmitter::complete);
        pages.clear();
    }

    private static boolean sent(SseEmitter page, String event, Object data) {
        try {
            page.send(SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON));
            return true;
        } catch (IOException | IllegalStateException left) {
            return false; // The reader has closed the page.
        }
    }
}
