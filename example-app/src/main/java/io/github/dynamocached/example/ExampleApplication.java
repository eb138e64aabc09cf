package io.github.dynamocached.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A small support-chat service that caches its reads of DynamoDB. */
@SpringBootApplication
public class ExampleApplication {

    /**
     * Starts the service.
     *
     * @param arguments Spring Boot's command line
     */
    public static void main(String[] arguments) {
        SpringApplication.run(ExampleApplication.class, arguments);
    }
}
