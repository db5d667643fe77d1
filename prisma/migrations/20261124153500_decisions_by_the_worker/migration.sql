-- All requests that match are approved or declined by the worker, too.
ALTER TABLE "bulk_acts" DROP CONSTRAINT "bulk_acts_act_known";
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_act_known" CHECK ("act" IN ('give', 'release', 'revoke', 'approve', 'decline'));
