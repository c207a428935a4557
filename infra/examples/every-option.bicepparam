// Every option that goes with the others, each with another value than its default.
using '../main.bicep'

param environmentName = 'relay-prod'
param location = 'westeurope'
param resourceGroupName = 'team-events'
param createResourceGroup = false
param tags = { owner: 'events', costCenter: '4711' }
param names = {
  functionApp: 'acme-relay'
  plan: 'acme-relay-plan'
  identity: 'acme-relay-identity'
  storageAccount: 'acmerelay'
  keyVault: 'acme-relay-vault'
  logAnalyticsWorkspace: 'acme-relay-logs'
  applicationInsights: 'acme-relay-insights'
  network: 'acme-relay'
}
param app = {
  pythonVersion: '3.13'
  instanceMemoryMB: 4096
  maximumInstanceCount: 100
  httpConcurrency: 32
  alwaysReadyHttp: 1
  alwaysReadyTimer: 1
  zoneRedundant: true
  updateStrategy: 'RollingUpdate'
}
param storageRedundancy = 'Standard_ZRS'
param fixedEgressAddress = true
param network = {
  addressPrefix: '10.20.0.0/24'
  allowedInboundRanges: ['203.0.113.0/24', '198.51.100.7/32']
  frontDoorId: '11111111-2222-3333-4444-555555555555'
}
param secretsKey = readEnvironmentVariable('SECRETS_KEY', '')
param requireIngestSignature = true
param ingestSecretToken = readEnvironmentVariable('INGEST_SECRET_TOKEN', '')
param alertEmail = 'you@example.com'
param monitoring = {
  actionGroupId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/team-oncall/providers/Microsoft.Insights/actionGroups/oncall'
  logRetentionDays: 90
  logDailyCapGB: 5
  storageRequestLogs: true
  availabilityTest: true
  budget: {
    amount: 200
    startDate: '2027-01-01'
    emails: ['you@example.com']
  }
}
param settings = {
  checkWebhooksSchedule: '*/20 * * * * *'
  retryDelays: '30s,1m,5m'
  maxQueuedUpdatesPerWebhook: 500
  deleteUndeliverableWebhooksAfterHours: '72'
  maxRetryAfter: '30m'
  retentionDays: 14
  deliveryTimeoutSeconds: 20
  maxEventBytes: 131072
  maxBatchBytes: 2097152
  webhookCacheSeconds: 10
  allowHttpTargets: true
  allowedTargetNetworks: '10.20.1.0/24'
  maxSharePerWebhook: '0.5'
  logDeliveries: 'all'
  instanceId: '11111111-2222-3333-4444-555555555555'
  instanceName: 'production'
}
param lock = true
