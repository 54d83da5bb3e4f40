package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.promql.query.PlanNode;
import dev.narthex.promql.query.QueryExplanation;
import dev.narthex.promql.query.QueryExplanation.Expense;
import dev.narthex.promql.query.QueryOutcome;
import java.io.IOException;
import java.util.Optional;

/**
 * How a query ran, as {@code explain=true} shows it: {@code {"plan":{…},"expenses":[…],"dollars":…}}. A node's figures are its own, so
 * that they add up over the tree.
 */
record ExplanationText(QueryExplanation explanation) {
  static Optional<ExplanationText> of(QueryOutcome outcome) {
    return outcome.explanation().map(ExplanationText::new);
  }

  void write(JsonOutput out) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("plan");
    write(json, explanation.plan());
    json.writeArrayFieldStart("expenses");
    for (Expense expense : explanation.expenses()) {
      json.writeStartObject();
      json.writeStringField("item", expense.item());
      json.writeNumberField("amount", expense.amount());
      json.writeNumberField("dollars", expense.dollars());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("dollars", explanation.dollars());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PlanNode node) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", node.operation());
    json.writeStringField("detail", node.detail());
    json.writeNumberField("series", node.series());
    json.writeNumberField("samples", node.samples());
    json.writeNumberField("gets", node.requests());
    json.writeNumberField("bytes", node.bytes());
    json.writeNumberField("milliseconds", node.time().toNanos() / 1000 / 1000.0);
    json.writeArrayFieldStart("children");
    for (PlanNode child : node.children()) {
      write(json, child);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
