package io.github.dynamocached.example.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.browser.Accessibility;
import io.github.dynamocached.example.browser.BrowserExtension;
import io.github.dynamocached.example.browser.Tab;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The chat of the live page in a browser. */
@RunningService
@Tag("full")
class ChatPanelTests {

    @RegisterExtension
    static final BrowserExtension BROWSER = new BrowserExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String address;

    ChatPanelTests(@LocalServerPort int port) {
        address = "http://localhost:" + port + "/";
    }

    @Test
    void twoPeopleChatByKeyboardAndSeeEachOther() {
        try (Tab ada = joined("session120", "ada");
                Tab ben = joined("session120", "ben")) {
            awaitText(ada, "#chat-online", "ada, ben");
            awaitText(ben, "#chat-online", "ada, ben");

            type(ada, "Hi Ben");
            ada.press("Enter");
            awaitText(ben, "#chat-messages li:last-child", "Hi Ben");
            awaitText(ada, "#chat-messages .own", "Hi Ben");
            assertThat(ada.evaluate("document.querySelector('#chat-write input').value")
                            .asString())
                    .isEmpty();

            ben.click("#chat-leave");
            awaitText(ben, "#chat-note", "You have left the chat.");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ada.text("#chat-online")).doesNotContain("ben"));
            assertThat(ada.complaints()).isEmpty();
            assertThat(ben.complaints()).isEmpty();
        }
    }

    @Test
    void buttonsShowTheLimitAndTheOrder() {
        try (Tab tab = joined("session121", "lou")) {
            tab.click("#chat-together");
            awaitText(tab, "#chat-note", "None is lost, and none is there twice.");
            tab.click("#chat-fast");
            awaitText(tab, "#chat-note", "More than 5 messages in 10 s. Send the next one in ");
        }
    }

    @Test
    void panelIsAccessibleInBothColoursAndSizes() {
        try (Tab tab = joined("session122", "max")) {
            type(tab, "Can everybody read this?");
            tab.press("Enter");
            awaitText(tab, "#chat-messages .own", "Can everybody read this?");
            for (boolean dark : new boolean[] {true, false}) {
                tab.dark(dark);
                assertThat(Accessibility.violations(tab)).as("dark: " + dark).isEmpty();
            }
            tab.resize(390, 844);
            assertThat(Accessibility.violations(tab)).as("narrow").isEmpty();
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(390);
        }
    }

    @Test
    void anUnknownSessionIsSaid() {
        try (Tab tab = opened()) {
            tab.evaluate("document.querySelector('#chat-join [name=session]').value = 'nothing'");
            tab.click("#chat-join-button");
            awaitText(tab, "#chat-note", "There is no session nothing, or the server is away.");
            assertThat(tab.evaluate("document.querySelector('#chat-room').hidden")
                            .asBoolean())
                    .isTrue();
        }
    }

    private Tab opened() {
        Tab tab = BROWSER.open(1280, 900);
        tab.go(address);
        return tab;
    }

    /** Joins by keyboard. The message field has the focus then. */
    private Tab joined(String session, String user) {
        Tab tab = opened();
        tab.tabTo("#chat-join [name=session]");
        tab.evaluate("document.activeElement.select()");
        type(tab, session);
        tab.press("Tab");
        tab.evaluate("document.activeElement.select()");
        type(tab, user);
        tab.press("Enter");
        awaitText(tab, "#chat-note", "You are in " + session + " as " + user);
        assertThat(tab.evaluate("document.activeElement.name").asString()).isEqualTo("text");
        return tab;
    }

    private static void type(Tab tab, String text) {
        text.chars().forEach(letter -> tab.press(String.valueOf((char) letter)));
    }

    /** The element may not be there yet. */
    private static void awaitText(Tab tab, String selector, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(tab.text(selector)).contains(text));
    }
}
