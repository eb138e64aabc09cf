package io.github.dynamocached.benchmarks;

import java.time.LocalDate;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** A user as the example application has them. */
@DynamoDbBean
public class User {

    private String id = "";
    private String name = "";
    private String email = "";
    private String plan = "";
    private LocalDate since = LocalDate.EPOCH;

    static User of(String id) {
        User user = new User();
        user.id = id;
        user.name = "Mai Jansen";
        user.email = "mai.jansen123@example.com";
        user.plan = "free";
        user.since = LocalDate.of(2020, 4, 10);
        return user;
    }

    @DynamoDbPartitionKey
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPlan() {
        return plan;
    }

    public void setPlan(String plan) {
        this.plan = plan;
    }

    public LocalDate getSince() {
        return since;
    }

    public void setSince(LocalDate since) {
        this.since = since;
    }
}
