package io.github.dynamocached.example.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the chat.
 *
 * @param messages messages that a user may send within the window
 * @param window length of the sliding window
 * @param presence time after which a connection counts as dead if its client has not renewed it
 * @param poll longest time until a message is shown although nobody has announced it
 * @param active time for which a session counts as active after it was opened or written
 * @param prefetch pause between two prefetches of the active sessions
 */
@ConfigurationProperties("example.chat")
record ChatSettings(
        int messages, Duration window, Duration presence, Duration poll, Duration active, Duration prefetch) {}
