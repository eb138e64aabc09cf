package io.github.dynamocached.example;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the service. */
public record Answer(HttpResponse<String> response) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public int status() {
        return response.statusCode();
    }

    /** The lines of X-Cache. */
    public List<String> cache() {
        return response.headers().allValues("X-Cache");
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("absent");
    }

    public BigDecimal readUnits() {
        return new BigDecimal(header("X-Read-Units"));
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** A text inside the body, by its JSON pointer. */
    public String text(String pointer) {
        return json().at(pointer).asString();
    }
}
