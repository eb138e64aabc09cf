package io.github.dynamocached.samples;

import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An item of the table {@code voucher}, whose reads a caching client answers. */
@DynamoDbBean
public class Voucher {

    private String code = "";
    private int percent;

    /** A voucher. */
    public static Voucher of(String code, int percent) {
        Voucher voucher = new Voucher();
        voucher.setCode(code);
        voucher.setPercent(percent);
        return voucher;
    }

    @DynamoDbPartitionKey
    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public int getPercent() {
        return percent;
    }

    public void setPercent(int percent) {
        this.percent = percent;
    }
}
