package io.github.dynamocached.example.load;

import io.hyperfoil.http.api.HttpMethod;

/** A kind of request to the example. */
enum Call {
    USER(HttpMethod.GET, "/users/user%d", 1_000, ""),
    CONTEXT(HttpMethod.GET, "/sessions/session%d/context", 200, ""),
    SAVE_USER(
            HttpMethod.PUT,
            "/users/user%d",
            1_000,
            "{\"name\":\"Ada Lind\",\"email\":\"ada@example.com\",\"plan\":\"team\",\"since\":\"2024-05-06\"}"),
    ADD_TURN(
            HttpMethod.POST,
            "/sessions/session%d/turns",
            200,
            "{\"role\":\"customer\",\"text\":\"Is there any news? The tracking page still shows the same depot.\"}");

    private final HttpMethod method;
    private final String path;
    private final int items;
    private final String body;

    Call(HttpMethod method, String path, int items, String body) {
        this.method = method;
        this.path = path;
        this.items = items;
        this.body = body;
    }

    HttpMethod method() {
        return method;
    }

    String path(int item) {
        return path.replace("%d", String.valueOf(item));
    }

    /** How many items the example begins with. */
    int items() {
        return items;
    }

    /** Empty for a read. */
    String body() {
        return body;
    }

    boolean isWrite() {
        return !body.isEmpty();
    }
}
