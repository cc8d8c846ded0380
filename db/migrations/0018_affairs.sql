CREATE TABLE `address_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`old_email` text,
	`old_email_key` text,
	`hash` text NOT NULL,
	`stop_hash` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`state` text DEFAULT 'waiting' NOT NULL,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `address_changes_hash` ON `address_changes` (`hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `address_changes_stop_hash` ON `address_changes` (`stop_hash`);--> statement-breakpoint
CREATE INDEX `address_changes_by_endorsement` ON `address_changes` (`endorsement_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `address_changes_by_age` ON `address_changes` (`asked_at`);--> statement-breakpoint
CREATE TABLE `progress` (
	`name` text PRIMARY KEY NOT NULL,
	`up_to` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `endorsements_with_network` ON `endorsements` (`confirmed_at`) WHERE network is not null;