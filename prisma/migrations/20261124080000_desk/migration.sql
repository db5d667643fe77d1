-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('CODES', 'ROSTER');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('UPLOADING', 'UPLOADED', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'FAILED', 'UNDONE');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('INVITATION', 'REMINDER', 'LETTER');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('QUEUED', 'ACCEPTED', 'REFUSED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "code_state" ADD VALUE 'SPARE';
ALTER TYPE "code_state" ADD VALUE 'WITHDRAWN';

-- AlterTable
ALTER TABLE "batches" ADD COLUMN     "import_id" UUID;

-- AlterTable
ALTER TABLE "codes" ADD COLUMN     "amount_minor" INTEGER,
ADD COLUMN     "link_ciphertext" BYTEA;

-- AlterTable
ALTER TABLE "courses" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "daily_mail" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "opened_at" TIMESTAMPTZ(3),
ADD COLUMN     "remind_before_close_days" INTEGER DEFAULT 3,
ADD COLUMN     "remind_before_expiry_days" INTEGER DEFAULT 14,
ADD COLUMN     "reminder_gap_days" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "retain_until" DATE,
ADD COLUMN     "scrubbed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "enrolments" ADD COLUMN     "scrubbed_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "answers" (
    "request_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("request_id","question_id")
);

-- CreateTable
CREATE TABLE "guide_revisions" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "base_revision" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guide_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_images" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "blob_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guide_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "offer_id" UUID,
    "kind" "import_kind" NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'UPLOADING',
    "file_name" TEXT NOT NULL,
    "size" BIGINT NOT NULL DEFAULT 0,
    "digest" TEXT NOT NULL DEFAULT '',
    "options" JSONB NOT NULL DEFAULT '{}',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "lines" INTEGER NOT NULL DEFAULT 0,
    "lines_done" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "kind" "message_kind" NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "message_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'QUEUED',
    "answer" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("message_id","enrolment_id")
);

-- CreateTable
CREATE TABLE "questions" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_confirmations" (
    "session_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_confirmations_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guide_revisions_offer_id_number_key" ON "guide_revisions"("offer_id", "number");

-- CreateIndex
CREATE INDEX "guide_images_offer_id_idx" ON "guide_images"("offer_id");

-- CreateIndex
CREATE INDEX "imports_course_id_id_idx" ON "imports"("course_id", "id");

-- CreateIndex
CREATE INDEX "messages_course_id_id_idx" ON "messages"("course_id", "id");

-- CreateIndex
CREATE INDEX "deliveries_enrolment_id_queued_at_idx" ON "deliveries"("enrolment_id", "queued_at");

-- CreateIndex
CREATE INDEX "deliveries_course_id_state_idx" ON "deliveries"("course_id", "state");

-- CreateIndex
CREATE INDEX "questions_offer_id_position_idx" ON "questions"("offer_id", "position");

-- CreateIndex
CREATE INDEX "batches_import_id_idx" ON "batches"("import_id");

-- AddForeignKey
ALTER TABLE "batches" ADD CONSTRAINT "batches_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "questions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_revisions" ADD CONSTRAINT "guide_revisions_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_images" ADD CONSTRAINT "guide_images_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_confirmations" ADD CONSTRAINT "session_confirmations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
