package io.github.dynamocached.entities;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An ordinary bean with a partition key. */
@DynamoDbBean
public class Customer {

    private @Nullable String id;
    private @Nullable String name;
    private @Nullable Integer visits;
    private @Nullable Boolean active;
    private @Nullable Instant since;
    private @Nullable String handle;

    @DynamoDbPartitionKey
    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Integer getVisits() {
        return visits;
    }

    public void setVisits(@Nullable Integer visits) {
        this.visits = visits;
    }

    public @Nullable Boolean getActive() {
        return active;
    }

    public void setActive(@Nullable Boolean active) {
        this.active = active;
    }

    public @Nullable Instant getSince() {
        return since;
    }

    public void setSince(@Nullable Instant since) {
        this.since = since;
    }

    @DynamoDbAttribute("@handle")
    public @Nullable String getHandle() {
        return handle;
    }

    public void setHandle(@Nullable String handle) {
        this.handle = handle;
    }

    /** A customer with a value for every attribute. */
    public static Customer ann() {
        Customer customer = new Customer();
        customer.setId("user123");
        customer.setName("Ann Ænglish");
        customer.setVisits(42);
        customer.setActive(true);
        customer.setSince(Instant.parse("2026-01-02T03:04:05.678Z"));
        customer.setHandle("@ann");
        return customer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Customer that
                && Objects.equals(id, that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(visits, that.visits)
                && Objects.equals(active, that.active)
                && Objects.equals(since, that.since)
                && Objects.equals(handle, that.handle);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, visits, active, since, handle);
    }

    @Override
    public String toString() {
        return "Customer " + id;
    }
}
