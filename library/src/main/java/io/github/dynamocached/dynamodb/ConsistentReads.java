package io.github.dynamocached.dynamodb;

import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.load.DynamoDbWrites;
import java.util.UUID;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Makes reads consistent within a load that needs it, unless the caller has set {@code ConsistentRead} or the read names a
 * global index. It reports to the load which reads there were, which returned only some attributes of an item, and what they
 * cost. For that it asks for {@code ReturnConsumedCapacity} if the caller has not set it, and takes the answer out again. While
 * a {@code @DynamoPut} method runs, it also records the written items.
 *
 * <p>The AWS SDK finds this interceptor on the class path and adds it to every DynamoDB client of the application. Outside
 * the load of a cached method it changes nothing.
 *
 * <p>A read of a global secondary index cannot be consistent, and a request does not tell global and local indexes apart. So
 * a read that names an index is changed only for the declared {@link LocalIndexes}. A PartiQL statement that names an index
 * is never changed.
 */
public final class ConsistentReads implements ExecutionInterceptor {

    /** Named at random, because the SDK refuses a second attribute of a name, as of this class in another class loader. */
    private static final ExecutionAttribute<DynamoDbRead> READ =
            new ExecutionAttribute<>("io.github.dynamocached.read." + UUID.randomUUID());

    private static final ExecutionAttribute<Boolean> ASKED_FOR_COST =
            new ExecutionAttribute<>("io.github.dynamocached.cost." + UUID.randomUUID());

    private static final ExecutionAttribute<DynamoDbWrites> WRITES =
            new ExecutionAttribute<>("io.github.dynamocached.writes." + UUID.randomUUID());

    /** Created by the AWS SDK. */
    public ConsistentReads() {}

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (!ReadRequests.isRead(request)) {
            DynamoDbWrites writes = WrittenItems.mayBeIn(request) ? DynamoDbWrites.current() : null;
            if (writes != null) {
                attributes.putAttribute(WRITES, writes);
            }
            return request;
        }
        DynamoDbRead read = DynamoDbRead.begin();
        attributes.putAttribute(READ, read);
        SdkRequest sent = read.mustBeConsistent() ? ReadRequests.consistent(request) : request;
        if (!read.isOfLoad() || ReadCosts.isDecided(request)) {
            return sent;
        }
        attributes.putAttribute(ASKED_FOR_COST, true);
        return ReadCosts.asked(sent);
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        DynamoDbRead read = attributes.getAttribute(READ);
        if (read == null || !read.isOfLoad()) {
            return response;
        }
        read.cost(ReadCosts.unitsOf(response));
        boolean asked = attributes.getAttribute(ASKED_FOR_COST) != null && ReadCosts.isOurs(context.request());
        return asked ? ReadCosts.withoutCost(response) : response;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        DynamoDbWrites writes = attributes.getAttribute(WRITES);
        if (writes != null) {
            WrittenItems.of(context.request(), context.response()).forEach(writes::add);
        }
        DynamoDbRead read = attributes.getAttribute(READ);
        if (read != null) {
            SdkRequest request = context.request();
            read.end(ReadRequests.isConsistent(request), ReadShapes.of(request), new SoughtKeys(request));
        }
    }
}
