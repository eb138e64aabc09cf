package io.github.dynamocached.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Calls the function as its runtime does. Each line says what it answered and how long it took. */
final class ColdStartProcess {

    private static final String EVENT = """
            {"Records":[{"eventID":"1","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",
            "awsRegion":"eu-central-1","dynamodb":{"Keys":{"id":{"S":"%1$s"}},
            "NewImage":{"id":{"S":"%1$s"}},"OldImage":{"id":{"S":"%1$s"}},
            "SequenceNumber":"4421584500000000017450439091","SizeBytes":8,"StreamViewType":"NEW_AND_OLD_IMAGES"},
            "eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/users/stream/2026-11-27T09:00:00.000"}]}
            """;

    private ColdStartProcess() {}

    /** The first call builds the function. */
    public static void main(String[] arguments) throws IOException {
        long begin = System.nanoTime();
        EvictorFunction function = new EvictorFunction();
        for (String id : List.of("cold", "warm", "hot")) {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(EVENT.formatted(id).getBytes(UTF_8)), response, null);
            long end = System.nanoTime();
            System.out.println((end - begin) / 1_000_000 + " " + response.toString(UTF_8));
            begin = end;
        }
        System.exit(0);
    }
}
