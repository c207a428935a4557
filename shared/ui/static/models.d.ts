// The API's models, made from its OpenAPI document by `python -m tools.ui build`.

export type Accepted = {
  "event_id": string;
  "deliveries": number;
  "repeated"?: boolean;
};
export type AddResult = "CREATED" | "EXISTED";
export type Attempt = {
  "at": string;
  "duration_ms": number;
  "status"?: number;
  "error"?: string;
  "error_text"?: string;
  "detail"?: string;
  "answer"?: string;
};
export type Delivery = {
  "event_id": string;
  "event_type": string;
  "state": DeliveryState;
  "attempts": number;
  "received_at": string;
  "ended_at"?: string;
  "reason"?: string;
  "held"?: boolean;
  "next_attempt_at"?: string;
  "last_attempt"?: Attempt;
};
export type DeliveryBucket = {
  "at": string;
  "seconds": number;
  "delivered": number;
  "dropped": number;
  "waiting": number;
  "queued": number;
  "p50_ms"?: number;
  "p95_ms"?: number;
};
export type DeliveryDetail = {
  "event_id": string;
  "event_type": string;
  "state": DeliveryState;
  "attempts": number;
  "received_at": string;
  "ended_at"?: string;
  "reason"?: string;
  "held"?: boolean;
  "next_attempt_at"?: string;
  "last_attempt"?: Attempt;
  "instance_id"?: string;
  "instance_name"?: string;
  "created_at"?: string;
  "version"?: string;
  "sas_url"?: string;
  "expires_on"?: string | null;
  "event": unknown;
  "webhook_id": string;
  "results": Array<Attempt>;
};
export type DeliveryList = {
  "deliveries": Array<Delivery>;
  "cursor"?: string;
};
export type DeliveryState = "queued" | "waiting" | "delivered" | "dropped";
export type DeliverySummary = {
  "deliveries": number;
  "more": boolean;
  "since": string;
  "until": string;
  "p50_ms"?: number;
  "p95_ms"?: number;
  "buckets": Array<DeliveryBucket>;
  "results": Array<ResultCount>;
};
export type Event = {
  "instance_id"?: string;
  "instance_name"?: string;
  "created_at"?: string;
  "version"?: string;
  "sas_url"?: string;
  "expires_on"?: string | null;
  "event": unknown;
  "event_id": string;
  "event_type": string;
  "received_at": string;
  "deliveries": Array<Outcome>;
};
export type EventHead = {
  "event_id": string;
  "event_type": string;
  "received_at": string;
};
export type EventList = {
  "events": Array<EventHead>;
  "cursor"?: string;
};
export type EventType = {
  "name": string;
  "description": string;
  "schema": unknown;
  "example": unknown;
  "versions"?: Array<EventTypeVersion>;
};
export type EventTypeVersion = {
  "version": string;
  "has_instance_id": boolean;
  "schema": unknown;
  "example": unknown;
};
export type FieldProblem = {
  "field": string;
  "message": string;
};
export type Health = {
  "status": "ok" | "degraded" | "error";
  "storage": string;
  "last_tick_age_seconds"?: number | null;
  "queues"?: Record<string, number>;
  "failing_webhooks"?: number;
  "webhooks_in_trouble"?: number;
};
export type LogEntry = {
  "event_id": string;
  "event_type": string;
  "instance_id": string;
  "instance_name": string;
  "webhook_id": string;
  "state": "queued" | "retrying" | "succeeded" | "failed";
  "try_count": number;
  "event": unknown;
};
export type Matching = {
  "matching": number;
  "more": boolean;
};
export type MessageFormat = "onefuzz" | "event_grid" | "cloudevents" | "bare";
export type NewSingularityWebhook = {
  "uri": string;
  "type": "REQUEST" | "DEPLOY" | "TASK";
  "id"?: string | null;
  "user"?: string | null;
  "timestamp"?: number | null;
};
export type NewWebhook = {
  "secret_token"?: string | null;
  "generate_secret"?: boolean;
  "message_format"?: MessageFormat | null;
  "signing"?: SigningMethod | null;
  "headers"?: Record<string, string> | null;
  "max_in_flight"?: number | null;
  "rate_per_second"?: number | null;
  "name": string;
  "url": string;
  "event_types": Array<"crash_reported" | "file_added" | "instance_config_updated" | "job_created" | "job_stopped" | "node_created" | "node_deleted" | "node_heartbeat" | "node_state_updated" | "ping" | "pool_created" | "pool_deleted" | "proxy_created" | "proxy_deleted" | "proxy_failed" | "proxy_state_updated" | "regression_reported" | "scaleset_created" | "scaleset_deleted" | "scaleset_failed" | "scaleset_resize_scheduled" | "scaleset_state_updated" | "task_created" | "task_failed" | "task_heartbeat" | "task_state_updated" | "task_stopped" | "REQUEST" | "DEPLOY" | "TASK">;
};
export type OneWebhookReference = {
  "webhook_id": string;
};
export type Outcome = {
  "event_id": string;
  "event_type": string;
  "state": DeliveryState;
  "attempts": number;
  "received_at": string;
  "ended_at"?: string;
  "reason"?: string;
  "held"?: boolean;
  "next_attempt_at"?: string;
  "last_attempt"?: Attempt;
  "webhook_id": string | null;
};
export type Ping = {
  "ping_id": string;
};
export type Problem = {
  "type"?: string;
  "title": string;
  "status": number;
  "detail": string;
  "errors"?: Array<FieldProblem>;
};
export type Recovered = {
  "recovered": number;
  "more": boolean;
};
export type Recovery = {
  "since": string;
  "until"?: string | null;
  "states"?: Array<"dropped" | "waiting">;
  "dry_run"?: boolean;
};
export type ReferredWebhookChange = {
  "secret_token"?: string | null;
  "generate_secret"?: boolean;
  "message_format"?: MessageFormat | null;
  "signing"?: SigningMethod | null;
  "headers"?: Record<string, string> | null;
  "max_in_flight"?: number | null;
  "rate_per_second"?: number | null;
  "name"?: string | null;
  "url"?: string | null;
  "event_types"?: Array<"crash_reported" | "file_added" | "instance_config_updated" | "job_created" | "job_stopped" | "node_created" | "node_deleted" | "node_heartbeat" | "node_state_updated" | "ping" | "pool_created" | "pool_deleted" | "proxy_created" | "proxy_deleted" | "proxy_failed" | "proxy_state_updated" | "regression_reported" | "scaleset_created" | "scaleset_deleted" | "scaleset_failed" | "scaleset_resize_scheduled" | "scaleset_state_updated" | "task_created" | "task_failed" | "task_heartbeat" | "task_state_updated" | "task_stopped" | "REQUEST" | "DEPLOY" | "TASK"> | null;
  "webhook_id": string;
};
export type Refused = {
  "event_id": string;
  "error": Problem;
};
export type RemoveResult = "DELETED" | "DIDNT_EXIST";
export type Result = {
  "result": boolean;
};
export type ResultCount = {
  "result": string;
  "text": string;
  "count": number;
};
export type SecretRotation = {
  "secret_token"?: string | null;
  "grace_period_hours"?: number;
};
export type SigningMethod = "symmetric" | "asymmetric";
export type SingularitySummary = {
  "webhook": SingularityWebhook;
  "queueSize": number;
};
export type SingularityWebhook = {
  "id": string;
  "uri": string;
  "type": string;
  "timestamp"?: number;
  "user"?: string;
};
export type Webhook = {
  "webhook_id": string;
  "name": string;
  "url": string;
  "event_types": Array<string>;
  "message_format": MessageFormat;
  "enabled": boolean;
  "created_at": string;
  "has_secret": boolean;
  "signing": SigningMethod;
  "disabled_reason"?: string;
  "disabled_at"?: string;
  "previous_secret_until"?: string;
  "public_key"?: string;
  "headers"?: Array<string>;
  "secrets_unreadable"?: boolean;
  "max_in_flight"?: number;
  "rate_per_second"?: number;
  "status"?: WebhookStatus;
  "secret_token"?: string;
};
export type WebhookChange = {
  "secret_token"?: string | null;
  "generate_secret"?: boolean;
  "message_format"?: MessageFormat | null;
  "signing"?: SigningMethod | null;
  "headers"?: Record<string, string> | null;
  "max_in_flight"?: number | null;
  "rate_per_second"?: number | null;
  "name"?: string | null;
  "url"?: string | null;
  "event_types"?: Array<"crash_reported" | "file_added" | "instance_config_updated" | "job_created" | "job_stopped" | "node_created" | "node_deleted" | "node_heartbeat" | "node_state_updated" | "ping" | "pool_created" | "pool_deleted" | "proxy_created" | "proxy_deleted" | "proxy_failed" | "proxy_state_updated" | "regression_reported" | "scaleset_created" | "scaleset_deleted" | "scaleset_failed" | "scaleset_resize_scheduled" | "scaleset_state_updated" | "task_created" | "task_failed" | "task_heartbeat" | "task_state_updated" | "task_stopped" | "REQUEST" | "DEPLOY" | "TASK"> | null;
};
export type WebhookList = {
  "webhooks": Array<Webhook>;
  "cursor"?: string;
};
export type WebhookState = "healthy" | "retrying" | "failing" | "paused" | "disabled";
export type WebhookStatus = {
  "state": WebhookState;
  "waiting"?: number;
  "waiting_is_capped"?: boolean;
  "oldest_waiting_at"?: string;
  "next_attempt_at"?: string;
  "failing_since"?: string;
  "last_failure_at"?: string;
  "last_error"?: string;
  "last_error_text"?: string;
  "last_success_at"?: string;
  "paused_until"?: string;
};
