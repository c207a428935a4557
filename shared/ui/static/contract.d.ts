export type Sent = { method: string; url: string; headers: Array<{ name: string; value: string; masked?: boolean }>; body: string; body_bytes: number };
