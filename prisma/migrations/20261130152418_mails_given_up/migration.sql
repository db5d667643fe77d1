-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'GIVEN_UP';
