package io.github.dynamocached.streams;

/** One shard of the model. Each of its records is a change of the one key. */
final class ModelShard {

    int stream;
    boolean listed;
    boolean closed;
    int records;
    int trimmed;

    ModelShard copy() {
        ModelShard copy = new ModelShard();
        copy.stream = stream;
        copy.listed = listed;
        copy.closed = closed;
        copy.records = records;
        copy.trimmed = trimmed;
        return copy;
    }

    void appendTo(StringBuilder key) {
        key.append((char) (stream + (listed ? 4 : 0) + (closed ? 8 : 0) + 16 * records + 256 * trimmed));
    }
}
