-- An import of codes is undone by a job, like the import itself.
ALTER TYPE "import_state" ADD VALUE 'UNDOING' BEFORE 'UNDONE';
