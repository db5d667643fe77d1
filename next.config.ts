import type { NextConfig } from "next";

const config: NextConfig = {
  // The browser tests serve a copy of the build, so that a new build does not pull it away under them.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Attachments are sent as files of up to 10 MB (server/read-upload.ts); the rest is room for the form around them.
  experimental: { serverActions: { bodySizeLimit: "12mb" } },
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "graphile-worker",
    "nodemailer",
    "pdfkit",
    "pdfjs-dist",
    "@napi-rs/canvas",
    "sharp",
    "pino",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace-node",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
};

export default config;
