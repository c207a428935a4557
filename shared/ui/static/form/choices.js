// What a webhook's message format can be, in words.

/** @type {Record<string, {label: string, hint: string}>} */
export const FORMATS = {
  onefuzz: { label: "OneFuzz", hint: "An object with event_id, event_type, event and webhook_id." },
  event_grid: {
    label: "Event Grid",
    hint: "An array with one Event Grid event; the payload is in data.",
  },
  cloudevents: { label: "CloudEvents 1.0", hint: "A CloudEvents event; the payload is in data." },
  bare: { label: "Payload alone", hint: "The payload as it was posted, and nothing else." },
};
