package io.github.dynamocached.example.answers;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers errors with problem details (RFC 9457) that name the faults of the input. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        failure.getBody().setDetail(sentence(faultsOf(failure.getFieldErrors())));
        return handleExceptionInternal(failure, failure.getBody(), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        failure.getBody()
                .setDetail(sentence(
                        failure.getParameterValidationResults().stream().flatMap(Problems::faultsOf)));
        return handleExceptionInternal(failure, failure.getBody(), headers, status, request);
    }

    private static Stream<String> faultsOf(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return faultsOf(body.getFieldErrors());
        }
        String name = result.getMethodParameter().getParameterName();
        return result.getResolvableErrors().stream().map(error -> name + " " + error.getDefaultMessage());
    }

    private static Stream<String> faultsOf(List<FieldError> errors) {
        return errors.stream().map(error -> error.getField() + " " + error.getDefaultMessage());
    }

    private static String sentence(Stream<String> faults) {
        return faults.sorted().collect(Collectors.joining("; ", "", "."));
    }
}
