package io.github.dynamocached.autoconfigure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that anybody in this JVM logs at info and above, from now until it is closed. */
final class LogCapture implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level before = ROOT.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    LogCapture() {
        log.start();
        ROOT.addAppender(log);
        ROOT.setLevel(Level.INFO);
    }

    /** All of it: who logged it, the message, and everything of a throwable. */
    String text() {
        return events().stream()
                .map(event -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + event.getMDCPropertyMap() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }

    /** The messages of one class. */
    List<String> of(Class<?> type) {
        return events().stream()
                .filter(event -> event.getLoggerName().equals(type.getName()))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Others go on logging. */
    private List<ILoggingEvent> events() {
        return List.copyOf(log.list);
    }

    @Override
    public void close() {
        ROOT.detachAppender(log);
        ROOT.setLevel(before);
    }
}
