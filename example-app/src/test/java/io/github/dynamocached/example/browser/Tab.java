package io.github.dynamocached.example.browser;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tab of a browser, used as a person does: with a pointer, a keyboard, and eyes. */
public final class Tab implements AutoCloseable {

    private static final String NOT_IN_SIGHT = "Nothing to press at %s";
    private static final Map<String, Integer> KEY_CODES =
            Map.of("Enter", 13, "Tab", 9, " ", 32, "ArrowRight", 39, "ArrowLeft", 37);

    private final DevTools devTools;
    private final String session;
    private final String target;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    Tab(DevTools devTools, String session, String target, int width, int height) {
        this.devTools = devTools;
        this.session = session;
        this.target = target;
        devTools.addListener(this::note);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
        resize(width, height);
    }

    /** Opens a page and returns when all that it names has been loaded. */
    public void go(String url) {
        call("Page.navigate", Map.of("url", url));
        evaluate("new Promise(loaded => document.readyState === 'complete' && location.href !== 'about:blank'"
                + " ? loaded() : addEventListener('load', () => loaded()))");
    }

    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Prefers dark or light colours. */
    public void dark(boolean wanted) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", wanted ? "dark" : "light"))));
    }

    /** The value of an expression. A promise is waited for. */
    public JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    answer.at("/exceptionDetails/exception/description").asString());
        }
        JsonNode value = answer.at("/result/value");
        return value.isMissingNode() ? JsonMapper.shared().nullNode() : value;
    }

    /** The text that is seen in the first element of a selector. */
    public String text(String selector) {
        return evaluate("document.querySelector(%s).innerText".formatted(quoted(selector)))
                .asString();
    }

    /** Presses the middle of an element with the pointer. Something in front of it is an error. */
    public void click(String selector) {
        JsonNode point = evaluate("""
                (() => {
                  const element = document.querySelector(%s);
                  element.scrollIntoView({block: 'center', behavior: 'instant'});
                  const box = element.getBoundingClientRect();
                  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                  const hit = document.elementFromPoint(x, y);
                  return hit && (element.contains(hit) || hit.contains(element)) && !element.disabled ? [x, y] : null;
                })()""".formatted(quoted(selector)));
        if (point.isNull()) {
            throw new IllegalStateException(NOT_IN_SIGHT.formatted(selector));
        }
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            point.get(0).asDouble(),
                            "y",
                            point.get(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Presses a key, named as in events of the browser. */
    public void press(String key) {
        Map<String, Object> down = new HashMap<>(Map.of("type", "keyDown", "key", key));
        Integer code = KEY_CODES.get(key);
        if (code != null) {
            down.put("windowsVirtualKeyCode", code);
        }
        if (key.equals("Enter")) {
            down.put("text", "\r");
        } else if (key.length() == 1) {
            down.put("text", key);
        }
        call("Input.dispatchKeyEvent", down);
        down.put("type", "keyUp");
        call("Input.dispatchKeyEvent", down);
    }

    /** Goes on with the tabulator until an element has the focus. */
    public void tabTo(String selector) {
        for (int pressed = 0; pressed < 100; pressed++) {
            if (evaluate("document.activeElement?.matches(%s) ?? false".formatted(quoted(selector)))
                    .asBoolean()) {
                return;
            }
            press("Tab");
        }
        throw new IllegalStateException("The tabulator does not reach " + selector);
    }

    /** A picture of the whole page, as PNG. */
    public byte[] picture() {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get("width").asDouble(),
                "height",
                size.get("height").asDouble(),
                "scale",
                1);
        return Base64.getDecoder()
                .decode(call(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                        .get("data")
                        .asString());
    }

    /** Errors and warnings on the console, exceptions, and failed requests. */
    public List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    /** The addresses of all requests so far. */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    @Override
    public void close() {
        devTools.call(null, "Target.closeTarget", Map.of("targetId", target));
    }

    private void note(JsonNode event) {
        if (!event.path("sessionId").asString("").equals(session)) {
            return;
        }
        JsonNode parameters = event.get("params");
        switch (event.get("method").asString()) {
            case "Runtime.consoleAPICalled" -> noteConsole(parameters);
            case "Runtime.exceptionThrown" -> complaints.add("Exception: " + parameters.get("exceptionDetails"));
            case "Log.entryAdded" -> complaints.add("Log: " + parameters.get("entry"));
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").asString());
            default -> {}
        }
    }

    private void noteConsole(JsonNode parameters) {
        String type = parameters.get("type").asString();
        if (type.equals("error") || type.equals("warning")) {
            complaints.add(type + ": "
                    + StreamSupport.stream(parameters.get("args").spliterator(), false)
                            .map(JsonNode::toString)
                            .collect(Collectors.joining(" ")));
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return devTools.call(session, method, parameters);
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
