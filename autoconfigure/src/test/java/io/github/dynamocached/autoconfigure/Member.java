package io.github.dynamocached.autoconfigure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** An entity with more attributes than its card. */
@DynamoDbBean
public class Member extends NamedItem {

    private @Nullable String email;
    private @Nullable Instant since;
    private @Nullable Long expires;

    static Member of(String id, String name) {
        Member member = new Member();
        member.setId(id);
        member.setName(name);
        member.setSince(Instant.parse("2026-01-02T03:04:05Z"));
        return member;
    }

    @DynamoDbAttribute("e-mail")
    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String email) {
        this.email = email;
    }

    public @Nullable Instant getSince() {
        return since;
    }

    public void setSince(@Nullable Instant since) {
        this.since = since;
    }

    /** When DynamoDB may delete the item, in seconds. */
    @DynamoDbAttribute("expires-at")
    public @Nullable Long getExpires() {
        return expires;
    }

    public void setExpires(@Nullable Long expires) {
        this.expires = expires;
    }
}
