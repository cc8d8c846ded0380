-- The version of the register grows with every change that the public can see.
INSERT INTO `versions` (`name`, `value`) VALUES ('register', 1);
--> statement-breakpoint
CREATE TRIGGER `version_after_insert` AFTER INSERT ON `endorsements` WHEN new.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_update` AFTER UPDATE OF `state`, `name`, `country`, `affiliation`, `role`, `visibility`, `text_mask` ON `endorsements`
WHEN old.state IN ('published', 'anonymised') OR new.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_delete` AFTER DELETE ON `endorsements` WHEN old.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_organisation` AFTER UPDATE ON `organisations` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_setting_insert` AFTER INSERT ON `settings` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_setting_update` AFTER UPDATE ON `settings` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
