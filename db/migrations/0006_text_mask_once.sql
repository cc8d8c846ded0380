-- An endorsement is inserted with its texts' bits, so that the tally and the search hear of it
-- once. The rows of the texts follow, and touch it only where a bit is missing.
DROP TRIGGER `text_mask_after_insert`;
--> statement-breakpoint
CREATE TRIGGER `text_mask_after_insert` AFTER INSERT ON `endorsement_texts` WHEN new.withdrawn_at IS NULL BEGIN
  UPDATE endorsements SET text_mask = text_mask | CASE new.text WHEN 'convention' THEN 1 ELSE 2 END
    WHERE id = new.endorsement_id AND text_mask & CASE new.text WHEN 'convention' THEN 1 ELSE 2 END = 0;
END;
--> statement-breakpoint
DROP TRIGGER `text_mask_after_update`;
--> statement-breakpoint
CREATE TRIGGER `text_mask_after_update` AFTER UPDATE OF `withdrawn_at` ON `endorsement_texts` BEGIN
  UPDATE endorsements SET text_mask = text_mask | CASE new.text WHEN 'convention' THEN 1 ELSE 2 END
    WHERE id = new.endorsement_id AND new.withdrawn_at IS NULL
      AND text_mask & CASE new.text WHEN 'convention' THEN 1 ELSE 2 END = 0;
  UPDATE endorsements SET text_mask = text_mask & ~(CASE new.text WHEN 'convention' THEN 1 ELSE 2 END)
    WHERE id = new.endorsement_id AND new.withdrawn_at IS NOT NULL
      AND text_mask & CASE new.text WHEN 'convention' THEN 1 ELSE 2 END <> 0;
END;
