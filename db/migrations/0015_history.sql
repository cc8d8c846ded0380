CREATE TABLE `milestones_reached` (
	`country` text NOT NULL,
	`milestone` integer NOT NULL,
	`reached_at` integer NOT NULL,
	PRIMARY KEY(`country`, `milestone`)
);
--> statement-breakpoint
CREATE TABLE `tally_history` (
	`country` text NOT NULL,
	`start` integer NOT NULL,
	`kind` text NOT NULL,
	`text_mask` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`country`, `start`, `kind`, `text_mask`),
	CONSTRAINT "tally_history_not_negative" CHECK(count >= 0)
);
