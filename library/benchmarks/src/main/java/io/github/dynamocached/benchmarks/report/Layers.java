package io.github.dynamocached.benchmarks.report;

import io.github.dynamocached.benchmarks.Row;
import java.util.List;

/**
 * Where the time and the bytes of one hit on one thread go. Each part is measured by itself, or is the difference of two rows
 * of which one lacks only that part.
 */
final class Layers {

    private final List<Part> parts;

    Layers(Measurements measured) {
        Part socket = part(measured, Row.SOCKET);
        Part annotated = part(measured, Row.ANNOTATED);
        Part read = part(measured, Row.READ);
        Part decode = part(measured, Row.DECODE);
        Part hit = part(measured, Row.FIELDS);
        this.parts = List.of(
                annotated.minus(read).called("annotation and key (`aop`)"),
                read.minus(decode).called("protocol (`cache`)"),
                decode.called("item and entity (`codec`, `dynamodb`)"),
                hit.minus(socket).minus(annotated).called("commands and answers (`redis`, Redisson, Netty)"),
                socket.called("network and Redis"));
    }

    private static Part part(Measurements measured, Row row) {
        return new Part(row.title(), measured.nanos(row, 1), measured.bytes(row, 1));
    }

    List<Part> parts() {
        return parts;
    }

    /** One part of a hit. */
    record Part(String name, double nanos, double bytes) {

        /** Noise must not make a part negative. */
        private Part minus(Part other) {
            return new Part(name, Math.max(0, nanos - other.nanos), Math.max(0, bytes - other.bytes));
        }

        private Part called(String newName) {
            return new Part(newName, nanos, bytes);
        }
    }
}
