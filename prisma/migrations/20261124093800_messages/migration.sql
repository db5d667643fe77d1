-- What sending needs beyond the tables: ends of a delivery that the mail server does not know, whom a message was for,
-- deadlines that have been reminded of, and mails that let others pass.

-- CreateEnum
CREATE TYPE "deadline" AS ENUM ('CLOSE', 'EXPIRY');

-- AlterEnum
ALTER TYPE "message_kind" ADD VALUE 'NOTICE';

-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'DROPPED';
ALTER TYPE "delivery_state" ADD VALUE 'UNCERTAIN';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "audience" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "handed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox_jobs" ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "reminder_occasions" (
    "offer_id" UUID NOT NULL,
    "kind" "deadline" NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "course_id" UUID NOT NULL,
    "message_id" UUID,
    "done_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reminder_occasions_pkey" PRIMARY KEY ("offer_id","kind","deadline")
);

-- CreateIndex
CREATE INDEX "reminder_occasions_message_id_idx" ON "reminder_occasions"("message_id");

-- CreateIndex
CREATE INDEX "deliveries_message_id_state_enrolment_id_idx" ON "deliveries"("message_id", "state", "enrolment_id");

-- AddForeignKey
ALTER TABLE "reminder_occasions" ADD CONSTRAINT "reminder_occasions_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
