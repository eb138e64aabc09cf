package io.github.dynamocached.memory;

import java.util.Map;

/** All state of a server, never changed. */
public final class InMemorySnapshot {
    final Map<String, InMemoryValue> values;
    final long now;
    final long start;
    final long lastMicros;

    InMemorySnapshot(Map<String, InMemoryValue> values, long now, long start, long lastMicros) {
        this.values = values;
        this.now = now;
        this.start = start;
        this.lastMicros = lastMicros;
    }

    /** {@return the state as text: equal for equal states} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("now=" + now + " start=" + start);
        values.forEach((key, value) -> {
            text.append('\n').append(key).append(value.isHash ? " hash" : " other");
            text.append(" ttl=").append(value.expiresAt == InMemoryServer.NEVER ? -1 : value.expiresAt - now);
            value.fields
                    .keySet()
                    .forEach(field ->
                            text.append("\n  ").append(field).append('=').append(value.text(field)));
        });
        return text.toString();
    }
}
