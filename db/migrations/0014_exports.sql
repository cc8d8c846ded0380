CREATE TABLE `export_parts` (
	`export_id` integer NOT NULL,
	`nth` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`export_id`, `nth`),
	FOREIGN KEY (`export_id`) REFERENCES `exports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `exports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`preset` text NOT NULL,
	`asked` text NOT NULL,
	`scope` text NOT NULL,
	`state` text NOT NULL,
	`stage` text DEFAULT '' NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`asked_by` text NOT NULL,
	`session_id` text NOT NULL,
	`network` text NOT NULL,
	`asked_at` integer NOT NULL,
	`as_of` integer,
	`rows` integer,
	`bytes` integer,
	`manifest_hash` text,
	`problem` text,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `exports_by_state` ON `exports` (`state`);--> statement-breakpoint
CREATE INDEX `exports_by_scope` ON `exports` (`scope`,`as_of`);