-- AlterEnum
ALTER TYPE "import_line_status" ADD VALUE 'NOBODY';
