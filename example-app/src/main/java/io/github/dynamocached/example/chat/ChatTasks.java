package io.github.dynamocached.example.chat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** The work in the background: shows what was announced, polls for what was not, and prefetches active sessions. */
@Component
class ChatTasks {

    private static final Logger log = LoggerFactory.getLogger(ChatTasks.class);
    private static final int THREADS = 4;

    private final LiveChats chats;
    private final Announcements announcements;
    private final ActiveSessions active;
    private final ChatSettings settings;
    private final ScheduledExecutorService threads;
    private final Set<String> announced = ConcurrentHashMap.newKeySet();
    private boolean listens;

    ChatTasks(LiveChats chats, Announcements announcements, ActiveSessions active, ChatSettings settings) {
        this.chats = chats;
        this.announcements = announcements;
        this.active = active;
        this.settings = settings;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("chat-");
        factory.setDaemon(true);
        threads = Executors.newScheduledThreadPool(THREADS, factory);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        repeat(settings.poll(), this::poll);
        repeat(settings.prefetch(), this::prefetch);
    }

    /** Before the web server waits for its requests, of which open streams are some. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        threads.shutdownNow();
        chats.closeAll();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failed attempt is logged, and shutdownNow ends the task
    private void repeat(Duration pause, Runnable task) {
        threads.scheduleWithFixedDelay(() -> attempt(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Redis may be away when the application starts, so this subscribes too. */
    private void poll() {
        if (!listens) {
            listens = announcements.listen(this::changed);
        }
        chats.sessions().forEach(this::changed);
    }

    /** Many announcements of a session before its turn are one. */
    private void changed(String session) {
        if (announced.add(session)) {
            threads.execute(() -> {
                announced.remove(session);
                attempt(() -> chats.refresh(session));
            });
        }
    }

    private void prefetch() {
        try {
            active.prefetch();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.warn("The chat could not be refreshed. The next attempt follows within seconds.", failure);
        }
    }
}
