package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.streams.StreamReader;
import org.springframework.context.SmartLifecycle;

/** Follows streams from the end of the start until before the first bean is destroyed. It cannot be started again. */
final class StreamReaderLifecycle implements SmartLifecycle {

    private final StreamReader reader;
    private volatile boolean running;

    StreamReaderLifecycle(StreamReader reader) {
        this.reader = reader;
    }

    @Override
    public void start() {
        running = true;
        reader.start();
    }

    @Override
    public void stop() {
        running = false;
        reader.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
