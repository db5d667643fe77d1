import { type Attributes, INVALID_SPAN_CONTEXT, type Span, SpanStatusCode, trace } from "@opentelemetry/api";

// On globalThis because Next bundles a module more than once.
const holder = globalThis as typeof globalThis & { bursarIsTracing?: boolean };
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * Runs `work` in a span of its own, below that of the request. Without a collector (OTEL_EXPORTER_OTLP_ENDPOINT) it costs about
 * nothing. Attributes are identifiers and outcomes: never a code, a name or an address.
 */
export function traced<Answer>(
  { name, attributes }: { name: string; attributes: Attributes },
  work: (span: Span) => Promise<Answer>,
): Promise<Answer> {
  if (!holder.bursarIsTracing) return work(NO_SPAN);
  return trace.getTracer("bursar").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // Only that it failed: a message of the database may quote what somebody typed.
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * Sends the spans of this process, Next's own included, to a collector at `endpoint` that speaks OTLP over HTTP. `stop` hands over what
 * is still here. Loaded only when it is wanted.
 */
export async function startTracing({ endpoint }: { endpoint: string }): Promise<{ stop: () => Promise<void> }> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "bursar" }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  holder.bursarIsTracing = true;
  return { stop: () => provider.shutdown() };
}
