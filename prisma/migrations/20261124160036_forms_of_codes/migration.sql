-- AlterTable
ALTER TABLE "import_codes" ADD COLUMN     "form" TEXT NOT NULL DEFAULT '';
