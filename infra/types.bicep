// The types of the parameters that main.bicep and resource-group.bicep share. Every property has a
// default unless it says otherwise: what is left out of a parameter file keeps it.

@export()
@sealed()
@description('Size and shape of the app.')
type appOptions = {
  @description('Python version of the app; 3.11 by default.')
  pythonVersion: ('3.11' | '3.12' | '3.13')?

  @description('Memory of an instance in MB, 2048 by default; CPU and price are in proportion.')
  instanceMemoryMB: (512 | 2048 | 4096)?

  @description('Most instances that the app may scale out to, for each group of functions; 40 by default.')
  @minValue(40)
  @maxValue(1000)
  maximumInstanceCount: int?

  @description('HTTP requests that one instance handles at once before another is started; 16 by default.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int?

  @description('Instances kept warm for the HTTP functions, 0 by default: no cold start, for a price (docs/cost.md).')
  @minValue(0)
  @maxValue(20)
  alwaysReadyHttp: int?

  @description('1 keeps an instance warm for the timer; 0, the default, starts one when the timer fires.')
  alwaysReadyTimer: (0 | 1)?

  @description('Spreads the instances over the zones of the region, where the region offers it; false by default.')
  zoneRedundant: bool?

  @description('How instances are replaced when code or settings change (docs/deploy.md, Releases); Recreate by default.')
  updateStrategy: ('Recreate' | 'RollingUpdate')?
}

@export()
@sealed()
@description('The relay\'s own settings, as in the README\'s table and with the same defaults.')
type relayOptions = {
  @description('CHECK_WEBHOOKS_SCHEDULE: when the timer runs, six-field NCRONTAB.')
  @minLength(11)
  checkWebhooksSchedule: string?

  @description('RETRY_DELAYS: durations between attempts, the last one repeats. 10s is Singularity\'s rule.')
  @minLength(2)
  retryDelays: string?

  @description('MAX_QUEUED_UPDATES_PER_WEBHOOK: deliveries that may wait for one webhook; 0 for no limit.')
  @minValue(0)
  @maxValue(1000000)
  maxQueuedUpdatesPerWebhook: int?

  @description('DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS: how long a delivery may wait before a failure drops it, decimals allowed, at most 8760; 0 for never.')
  @minLength(1)
  deleteUndeliverableWebhooksAfterHours: string?

  @description('MAX_RETRY_AFTER: the longest time for which a Retry-After of a receiver is followed, such as 30m or 1h.')
  @minLength(2)
  maxRetryAfter: string?

  @description('RETENTION_DAYS: how long events and delivery records are kept.')
  @minValue(1)
  @maxValue(365)
  retentionDays: int?

  @description('DELIVERY_TIMEOUT_SECONDS: deadline of one attempt, from first to last byte.')
  @minValue(1)
  @maxValue(100)
  deliveryTimeoutSeconds: int?

  @description('MAX_EVENT_BYTES: largest event accepted.')
  @minValue(1)
  @maxValue(921600)
  maxEventBytes: int?

  @description('MAX_BATCH_BYTES: largest array of events accepted.')
  @minValue(1048576)
  @maxValue(16777216)
  maxBatchBytes: int?

  @description('WEBHOOK_CACHE_SECONDS: how long a process may work with an old list of webhooks.')
  @minValue(0)
  @maxValue(300)
  webhookCacheSeconds: int?

  @description('ALLOW_HTTP_TARGETS: whether webhooks may have http URLs.')
  allowHttpTargets: bool?

  @description('ALLOWED_TARGET_NETWORKS: private networks that webhooks may be in, as CIDR ranges with commas between them.')
  allowedTargetNetworks: string?

  @description('MAX_SHARE_PER_WEBHOOK: part of a process\'s delivery threads that one webhook may hold, above 0 and up to 1.')
  @minLength(1)
  maxSharePerWebhook: string?

  @description('LOG_DELIVERIES: summary for one log line per minute and webhook, all for one more per event and attempt.')
  logDeliveries: ('summary' | 'all')?

  @description('INSTANCE_ID: the OneFuzz instance\'s id, a UUID, for events that carry none.')
  instanceId: string?

  @description('INSTANCE_NAME: the OneFuzz instance\'s name, for events that carry none; the environmentName by default. Some receivers of OneFuzz require it.')
  instanceName: string?
}

@export()
@sealed()
@description('Names that take the place of the computed ones, where a company has rules for names.')
type resourceNames = {
  @minLength(2)
  @maxLength(60)
  functionApp: string?

  @minLength(1)
  @maxLength(60)
  plan: string?

  @minLength(3)
  @maxLength(128)
  identity: string?

  @description('Lower-case letters and digits; unique in all of Azure.')
  @minLength(3)
  @maxLength(24)
  storageAccount: string?

  @description('Unique in all of Azure.')
  @minLength(3)
  @maxLength(24)
  keyVault: string?

  @minLength(4)
  @maxLength(63)
  logAnalyticsWorkspace: string?

  @minLength(1)
  @maxLength(255)
  applicationInsights: string?

  @description('Goes between a prefix for the kind of resource and the end, for the resources of the network.')
  @minLength(2)
  @maxLength(50)
  network: string?
}

@export()
@sealed()
@description('The network around the app. Only fixedEgressAddress and privateNetwork make one.')
type networkOptions = {
  @description('Address range of the new virtual network, /26 or larger: one half for the app, the other for private endpoints; 10.71.0.0/24 by default.')
  @minLength(9)
  addressPrefix: string?

  @description('Resource id of an existing subnet for the app, delegated to Microsoft.App/environments. What leaves it leaves as that network says.')
  appSubnetId: string?

  @description('Resource id of an existing subnet for the private endpoints. Needed with appSubnetId and privateNetwork.')
  endpointSubnetId: string?

  @description('Resource ids of existing private DNS zones that are linked to the network already.')
  dnsZoneIds: dnsZoneIds?

  @description('true where a policy of the company registers private endpoints in DNS: no zones are made or named.')
  dnsByPolicy: bool?

  @description('true gives the app a private endpoint too and closes it to the internet. false by default.')
  privateApp: bool?

  @description('Address ranges (CIDR) from which the app may be called; everything else gets 403. Empty for all.')
  allowedInboundRanges: string[]?

  @description('Id of the Azure Front Door profile through which the app may be called.')
  @minLength(36)
  @maxLength(36)
  frontDoorId: string?
}

@export()
@sealed()
type dnsZoneIds = {
  blob: string
  queue: string
  table: string
  vault: string
  @description('Needed with privateApp.')
  sites: string?
}

@export()
@sealed()
@description('Logs, alerts and budget.')
type monitoringOptions = {
  @description('Resource id of an existing Log Analytics workspace; without it one is made.')
  workspaceId: string?

  @description('Resource id of an action group that alerts are sent to as well.')
  actionGroupId: string?

  @description('How long a workspace that is made here keeps logs, in days; 30 by default.')
  @minValue(30)
  @maxValue(730)
  logRetentionDays: int?

  @description('Most log data taken in per day in GB by a workspace that is made here, -1 (the default) for no limit. When it is reached, alerts see nothing until the next day.')
  @minValue(-1)
  @maxValue(100)
  logDailyCapGB: int?

  @description('true writes a log entry for every storage request, for an investigation: about 5 GB per million deliveries.')
  storageRequestLogs: bool?

  @description('true asks /api/health from three places of the world every 15 minutes. true by default where the whole internet may call the app.')
  availabilityTest: bool?

  @description('A budget of the resource group.')
  budget: budget?
}

@export()
@sealed()
type budget = {
  @description('Per month, in the currency of the subscription.')
  @minValue(1)
  amount: int

  @description('First day of the month in which it begins, as 2027-01-01. It cannot be changed afterwards.')
  @minLength(10)
  @maxLength(10)
  startDate: string

  @description('Who is told at 80 % and at 100 %.')
  @minLength(1)
  emails: string[]
}

@export()
@description('Any tags.')
type resourceTags = {
  *: string
}

@export()
@description('How storage is replicated: locally, over the zones of the region, or to a second region as well. Choose it before the first deployment: docs/deploy.md, Scale.')
type redundancy = 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'
