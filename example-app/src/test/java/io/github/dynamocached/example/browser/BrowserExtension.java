package io.github.dynamocached.example.browser;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser for the tests of one class, in a static field with {@code @RegisterExtension}. */
public final class BrowserExtension implements BeforeAllCallback, AfterAllCallback {

    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = Browser.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browser != null) {
            browser.close();
        }
    }

    /** Opens an empty tab of a size in pixels. */
    public Tab open(int width, int height) {
        return Objects.requireNonNull(browser).open(width, height);
    }
}
