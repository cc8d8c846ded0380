-- Whose owner has changed an imported endorsement since: undoing leaves it alone. What staff change
-- has its decision in the same unit, before it.
CREATE TRIGGER `import_row_after_touch` AFTER UPDATE OF `changed_at` ON `endorsements`
WHEN old.source IN ('paper', 'earlier') AND new.changed_at <> old.changed_at AND new.state <> 'erased'
  AND NOT EXISTS (SELECT 1 FROM decisions WHERE endorsement_id = new.id AND decided_at >= new.changed_at - 1) BEGIN
  UPDATE import_rows SET touched_at = new.changed_at WHERE endorsement_id = new.id;
END;
--> statement-breakpoint
-- Nothing about a person who is erased stays with the row that brought them in.
CREATE TRIGGER `import_row_after_erasure` AFTER UPDATE OF `state` ON `endorsements`
WHEN old.source IN ('paper', 'earlier') AND new.state IN ('erased', 'anonymised') AND old.state <> new.state BEGIN
  UPDATE import_rows SET fields = NULL, problems = NULL, proof = NULL WHERE endorsement_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_commission_insert` AFTER INSERT ON `commission_signatories` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_commission_delete` AFTER DELETE ON `commission_signatories` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
