package io.github.dynamocached.tracking;

import java.util.function.Supplier;
import org.redisson.client.RedisClient;

/**
 * A server that Redisson names as a primary.
 *
 * @param client leads to it: a new one is made for each that takes over
 * @param name its name in the log
 * @param user the user that it knows us by, as its ACL names it
 * @param slots stands for the slots of a cluster that it serves: equal for as long as they stay the same
 */
public record TrackedPrimary(RedisClient client, String name, Supplier<String> user, Object slots) {}
