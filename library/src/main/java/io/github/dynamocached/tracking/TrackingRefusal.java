package io.github.dynamocached.tracking;

/**
 * What a server has refused, so that none of its keys can be tracked.
 *
 * @param command what was refused
 * @param code the first word of the error, empty if it has none
 */
record TrackingRefusal(String command, String code) {

    /** In place of an error: the server does not say which process it is. */
    static final String NO_RUN = "run_id";

    /** The line for the log: where, what is refused, what the service does meanwhile, and what to do. */
    String told(TrackedPrimary server, TrackedKeys keys) {
        return "%s %s. Near caches keep nothing from it; everything else works as before. %s Retries are automatic."
                .formatted(server.name(), what(server), remedy(server, keys));
    }

    private String what(TrackedPrimary server) {
        return switch (code) {
            case NO_RUN -> "has no run_id in its answer to INFO server";
            case "NOPERM" ->
                "refuses %s (NOPERM) to user '%s'"
                        .formatted(command, server.user().get());
            case "" -> "refuses " + command;
            default -> "refuses %s (%s)".formatted(command, code);
        };
    }

    private String remedy(TrackedPrimary server, TrackedKeys keys) {
        return code.equals("NOPERM")
                ? "Grant it with ACL SETUSER %s +info +role +client|tracking +subscribe &%s."
                        .formatted(server.user().get(), keys.silentChannel())
                : "Connect to Redis 6 or later without a proxy, or set near: false.";
    }
}
