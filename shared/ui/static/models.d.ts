// The API's models, made from its OpenAPI document by `python -m tools.ui build`.

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
  "status"?: WebhookStatus;
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
  "filtered"?: number;
  "type_version"?: number;
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
  "family": "onefuzz" | "singularity" | "own";
  "description": string;
  "versions"?: Array<EventTypeVersion>;
  "version"?: number;
  "deprecated"?: boolean;
  "group"?: string;
  "created_at"?: string;
  "updated_at"?: string;
  "schema"?: unknown;
  "example"?: unknown;
};
export type EventTypeVersion = {
  "version": string;
  "has_instance_id": boolean;
  "schema": unknown;
  "example": unknown;
};
export type FailureGroup = {
  "webhook_id": string;
  "webhook_name": string;
  "state": "waiting" | "dropped";
  "error": string;
  "error_text": string;
  "reason"?: string;
  "count": number;
  "first_at": string;
  "last_at"?: string;
  "event_id"?: string;
};
export type FailureList = {
  "at": string;
  "groups": Array<FailureGroup>;
  "more": boolean;
};
export type FieldProblem = {
  "field": string;
  "message": string;
};
export type Filter = {
  "subjectBeginsWith"?: string | null;
  "subjectEndsWith"?: string | null;
  "isSubjectCaseSensitive"?: boolean | null;
  "includedEventTypes"?: null;
  "advancedFilters"?: Array<{
  "operatorType": "NumberIn" | "NumberNotIn";
  "key": string;
  "values": Array<number>;
} | {
  "operatorType": "NumberLessThan" | "NumberGreaterThan" | "NumberLessThanOrEquals" | "NumberGreaterThanOrEquals";
  "key": string;
  "value": number;
} | {
  "operatorType": "NumberInRange" | "NumberNotInRange";
  "key": string;
  "values": Array<Array<number>>;
} | {
  "operatorType": "BoolEquals";
  "key": string;
  "value": boolean;
} | {
  "operatorType": "StringContains" | "StringNotContains" | "StringBeginsWith" | "StringNotBeginsWith" | "StringEndsWith" | "StringNotEndsWith" | "StringIn" | "StringNotIn";
  "key": string;
  "values": Array<string>;
} | {
  "operatorType": "IsNullOrUndefined" | "IsNotNull";
  "key": string;
}> | null;
  "enableAdvancedFilteringOnArrays"?: boolean | null;
};
export type FilterCondition = {
  "place": string;
  "operator": string;
  "key": string;
  "matched": boolean;
  "reason": Reason;
  "text": string;
};
export type FilterTrial = {
  "wanted": boolean;
  "enabled": boolean;
  "event_type_matched": boolean;
  "filter_matched": boolean;
  "conditions": Array<FilterCondition>;
};
export type Header = {
  "name": string;
  "value": string;
  "masked"?: boolean;
};
export type Health = {
  "status": "ok" | "degraded" | "error";
  "storage": string;
  "last_tick_age_seconds"?: number | null;
  "queues"?: Record<string, number>;
  "failing_webhooks"?: number;
  "webhooks_in_trouble"?: number;
};
export type Hour = {
  "at": string;
  "delivered": number;
  "failed": number;
  "dropped": number;
};
export type Matching = {
  "matching": number;
  "more": boolean;
};
export type MessageFormat = "onefuzz" | "event_grid" | "cloudevents" | "bare";
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
export type Overview = {
  "at": string;
  "relay": RelayHealth;
  "webhooks": Array<OverviewWebhook>;
};
export type OverviewWebhook = {
  "webhook_id": string;
  "name": string;
  "url": string;
  "event_types": Array<string>;
  "enabled": boolean;
  "disabled_reason"?: string;
  "status": WebhookStatus;
  "activity": RecentActivity;
};
export type Reason = "missing" | "null" | "array" | "type" | "value";
export type RecentActivity = {
  "hours": Array<Hour>;
  "delivered": number;
  "failed": number;
  "dropped": number;
};
export type RelayHealth = {
  "status": "ok" | "degraded" | "error";
  "storage": string;
  "last_tick_age_seconds"?: number | null;
  "queues"?: Record<string, number>;
  "failing_webhooks"?: number;
  "webhooks_in_trouble"?: number;
  "waiting": number;
  "oldest_due_seconds": number;
};
export type ResultCount = {
  "result": string;
  "text": string;
  "count": number;
};
export type SentRequest = {
  "method": "POST";
  "url": string;
  "headers": Array<Header>;
  "body": string;
  "body_bytes": number;
};
export type SigningMethod = "symmetric" | "asymmetric";
export type TrialResult = {
  "attempt": Attempt;
  "request": SentRequest;
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
  "filter"?: unknown;
  "status"?: WebhookStatus;
  "secret_token"?: string;
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
