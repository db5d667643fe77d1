-- Null beside pieces that came in before there was more than one key.
ALTER TABLE "import_chunks" ADD COLUMN     "key_id" TEXT;
