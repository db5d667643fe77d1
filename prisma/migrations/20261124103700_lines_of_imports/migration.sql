-- The lines of an import between its dry run and its end.

CREATE TYPE "import_line_status" AS ENUM ('NEW', 'CHANGED', 'UNCHANGED', 'REPEATED', 'HERE', 'ELSEWHERE', 'EXPIRED', 'REMOVED', 'MALFORMED');

-- Unlogged: they are made anew from the file when they are lost, and the write-ahead log need not carry a million of them twice.
-- Without a foreign key, which would be looked at for each line; a job and the throwing away of an import delete them.
CREATE UNLOGGED TABLE "import_codes" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "status" "import_line_status" NOT NULL,
    "problem" TEXT,
    "first_line" INTEGER,
    "code_id" UUID,
    "ciphertext" BYTEA,
    "key_id" TEXT,
    "fingerprint" BYTEA,
    "link_ciphertext" BYTEA,
    "amount_minor" INTEGER,
    "expires_on" DATE,
    "length" INTEGER NOT NULL DEFAULT 0,
    "tail" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "import_codes_pkey" PRIMARY KEY ("import_id","line")
);

CREATE UNLOGGED TABLE "import_people" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "status" "import_line_status" NOT NULL,
    "problem" TEXT,
    "first_line" INTEGER,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role",
    "enrolment_id" UUID,
    "name_before" TEXT,
    "role_before" "role",

    CONSTRAINT "import_people_pkey" PRIMARY KEY ("import_id","line")
);

-- They come and go by the hundred thousand.
ALTER TABLE "import_codes" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "import_people" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- Undoing an import deletes codes: for each, PostgreSQL looks whether an allocation names it.
CREATE INDEX "allocations_code_id_idx" ON "allocations"("code_id");
