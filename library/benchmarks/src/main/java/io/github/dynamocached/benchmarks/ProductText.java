package io.github.dynamocached.benchmarks;

import tools.jackson.databind.json.JsonMapper;

/** The product as JSON. */
final class ProductText {

    static final String JSON = JsonMapper.shared().writeValueAsString(ProductView.of(Product.of(OurSubjects.ID)));

    private ProductText() {}
}
