-- The trail, which cannot be changed, names an administrator by this and no longer by the address.
ALTER TABLE "administrators" ADD COLUMN "id" UUID NOT NULL DEFAULT uuid7();

-- CreateIndex
CREATE UNIQUE INDEX "administrators_id_key" ON "administrators"("id");
