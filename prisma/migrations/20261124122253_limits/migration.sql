-- CreateTable
-- Not in the write-ahead log: counts of the present window are worth nothing after a crash, and every attempt writes one.
CREATE UNLOGGED TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "limit_refusals" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "limit" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "user_id" UUID,
    "course_id" UUID,

    CONSTRAINT "limit_refusals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- CreateIndex
CREATE INDEX "limit_refusals_course_id_at_idx" ON "limit_refusals"("course_id", "at");

-- CreateIndex
CREATE INDEX "limit_refusals_at_idx" ON "limit_refusals"("at");
