package io.github.dynamocached.dynamodb;

import io.github.dynamocached.load.SeenRead;
import io.github.dynamocached.load.SeenWrites;
import java.util.UUID;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Makes the reads of a load consistent where the load needs it, the caller has left it open and no global index is
 * named. Tells the load which reads it made, and which of them returned some attributes of an item alone. The AWS SDK finds
 * it on the class path, for every DynamoDB client of the application; it changes nothing outside the load of a cached
 * method. While a method runs whose result is to be stored, it also notes what is written.
 *
 * <p>A read of a global secondary index cannot be consistent, and one of a local index cannot be told from it, so a read
 * that names an index is changed only if that one was declared as one of the {@link LocalIndexes}. A PartiQL statement
 * that names an index is never changed.
 */
public final class ConsistentReads implements ExecutionInterceptor {

    /** Named at random, because the SDK refuses a second attribute of a name, as of this class in another class loader. */
    private static final ExecutionAttribute<SeenRead> READ =
            new ExecutionAttribute<>("io.github.dynamocached.read." + UUID.randomUUID());

    private static final ExecutionAttribute<SeenWrites> WRITES =
            new ExecutionAttribute<>("io.github.dynamocached.writes." + UUID.randomUUID());

    /** Created by the AWS SDK. */
    public ConsistentReads() {}

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (!ReadRequests.isRead(request)) {
            SeenWrites writes = WrittenItems.mayBeIn(request) ? SeenWrites.current() : null;
            if (writes != null) {
                attributes.putAttribute(WRITES, writes);
            }
            return request;
        }
        SeenRead read = SeenRead.begin();
        attributes.putAttribute(READ, read);
        return read.mustBeConsistent() ? ReadRequests.consistent(request) : request;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SeenWrites writes = attributes.getAttribute(WRITES);
        if (writes != null) {
            WrittenItems.of(context.request(), context.response()).forEach(writes::add);
        }
        SeenRead read = attributes.getAttribute(READ);
        if (read != null) {
            read.end(ReadRequests.isConsistent(context.request()), ReadShapes.of(context.request()));
        }
    }
}
