package io.github.dynamocached.example.page;

import io.github.dynamocached.StreamListener;
import org.springframework.stereotype.Component;

/** Tells the pages that the stream of a table has reported writes. */
@Component
@OnlyWithPage
class StreamWatch implements StreamListener {

    private final Ticker ticker;

    StreamWatch(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void onRecords(String table, int count) {
        ticker.sendSoon("stream", new Records(table, count));
    }

    /** Writes of one table. */
    record Records(String table, int count) {}
}
