-- The audit is written once: nothing in it changes, goes, or comes between. REPLACE deletes without
-- firing a trigger, so a number that is there is refused before; gaps are refused after.
CREATE TRIGGER `audit_stays` BEFORE UPDATE ON `audit` BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_kept` BEFORE DELETE ON `audit` BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_not_replaced` BEFORE INSERT ON `audit` WHEN exists (SELECT 1 FROM audit WHERE number = new.number) BEGIN
  SELECT raise(ABORT, 'the audit is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_has_no_gap` AFTER INSERT ON `audit`
WHEN new.number <> 1 + coalesce((SELECT max(number) FROM audit WHERE number < new.number), 0) BEGIN
  SELECT raise(ABORT, 'the numbers of the audit have no gap');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_chain_stays` BEFORE UPDATE ON `audit_chain` BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_chain_is_kept` BEFORE DELETE ON `audit_chain` BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_chain_is_not_replaced` BEFORE INSERT ON `audit_chain` WHEN exists (SELECT 1 FROM audit_chain WHERE number = new.number) BEGIN
  SELECT raise(ABORT, 'the audit is append-only');
END;
