package io.github.dynamocached.example.answers;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Opens a report for each request and adds what the caches did for it. */
@Component
class AnswerHeaders implements CacheListener, HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void onRead(String cacheName, Outcome outcome) {
        AnswerReport.current().ifPresent(report -> report.addRead(cacheName, outcome));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        AnswerReport.open(request, response);
        return true;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }
}
