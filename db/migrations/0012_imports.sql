CREATE TABLE `commission_signatories` (
	`import_id` integer NOT NULL,
	`row` integer NOT NULL,
	`name` text NOT NULL,
	`country` text,
	`affiliation` text,
	`role` text,
	`signed_at` integer,
	PRIMARY KEY(`import_id`, `row`)
);
--> statement-breakpoint
CREATE TABLE `import_parts` (
	`import_id` integer NOT NULL,
	`part` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`import_id`, `part`)
);
--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` integer NOT NULL,
	`row` integer NOT NULL,
	`outcome` text NOT NULL,
	`fields` text,
	`problems` text,
	`proof` text,
	`endorsement_id` integer,
	`touched_at` integer,
	PRIMARY KEY(`import_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `import_rows_by_endorsement` ON `import_rows` (`endorsement_id`) WHERE endorsement_id is not null;--> statement-breakpoint
CREATE INDEX `import_rows_with_problems` ON `import_rows` (`import_id`,`row`) WHERE problems is not null;--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list` text NOT NULL,
	`state` text NOT NULL,
	`title` text DEFAULT '' NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`encoding` text NOT NULL,
	`looked` text,
	`options` text,
	`wordings` text,
	`rows` integer DEFAULT 0 NOT NULL,
	`checked` integer DEFAULT 0 NOT NULL,
	`ready` integer DEFAULT 0 NOT NULL,
	`wrong` integer DEFAULT 0 NOT NULL,
	`doubles` integer DEFAULT 0 NOT NULL,
	`flagged` integer DEFAULT 0 NOT NULL,
	`made` integer DEFAULT 0 NOT NULL,
	`undone` integer DEFAULT 0 NOT NULL,
	`kept` integer DEFAULT 0 NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`reason` text,
	`starter_id` integer NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `imports_by_state` ON `imports` (`state`,`changed_at`);--> statement-breakpoint
CREATE INDEX `imports_by_file` ON `imports` (`file_hash`);