package io.github.dynamocached.streams;

import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record and where it comes from.
 *
 * @param table the name of the table, its ARN, or the ARN of its stream
 * @param written what was written
 */
record TableRecord(String table, Record written) {

    String sequenceNumber() {
        return written.dynamodb().sequenceNumber();
    }
}
