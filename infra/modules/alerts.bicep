// The alerts. docs/operate.md says for each what it means and what to do.

import { resourceTags } from '../types.bicep'

@description('Goes before the name of every alert.')
param prefix string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Component whose logs are queried.')
param insightsId string

@description('Account that is watched for throttling.')
param storageId string

@description('Address that alerts are mailed to; empty for none.')
param email string

@description('An action group that exists already; empty for none.')
param actionGroupId string

@description('Whether /api/health is asked from outside.')
param testsAvailability bool

@description('The URL of the app.')
param appUrl string

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: '${prefix}-mail'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'relay'
    emailReceivers: [
      {
        name: 'mail'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

var mailGroup = empty(email) ? [] : [mail.id]
var actionGroups = empty(actionGroupId) ? mailGroup : concat(mailGroup, [actionGroupId])

// One row for each alert on the log lines: the query, the column whose value is compared, and how
// often. `per` names the column that gets an alert for each of its values. A window is longer than
// the time between evaluations, so that a line which arrives minutes late is seen. Each rule looks at
// one period: more of them need a query with a column `timestamp`. Nor is any evaluated every minute: a
// rule of one minute may not ask `traces` and `requests`, which are functions over other tables here.
var logAlerts = [
  {
    name: 'no-tick'
    title: 'No tick for 4 minutes'
    severity: 1
    query: loadTextContent('../queries/no_tick.kql')
    column: 'seconds_since_tick'
    per: ''
    threshold: 240
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'oldest-due'
    title: 'A due delivery has waited for over 5 minutes'
    severity: 2
    query: loadTextContent('../queries/oldest_due.kql')
    column: 'oldest_due_seconds'
    per: ''
    threshold: 300
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'queue-age'
    title: 'First attempts wait for over a minute'
    severity: 2
    query: loadTextContent('../queries/queue_age.kql')
    column: 'seconds_in_queue'
    per: ''
    threshold: 60
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'poison'
    title: 'A queue message could not be handled'
    severity: 2
    query: loadTextContent('../queries/poison.kql')
    column: 'messages'
    per: 'what'
    threshold: 0
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'dropped'
    title: 'Deliveries were dropped'
    severity: 2
    query: loadTextContent('../queries/dropped.kql')
    column: 'dropped'
    per: 'reason'
    threshold: 0
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'failing-webhook'
    title: 'A webhook has been failing for over an hour'
    severity: 3
    query: loadTextContent('../queries/failing_webhook.kql')
    column: 'minutes_failing'
    per: 'webhook_id'
    threshold: 60
    every: 'PT15M'
    window: 'PT2H'
  }
  {
    name: 'failing-share'
    title: 'More than half of the attempts fail'
    severity: 3
    query: loadTextContent('../queries/failing_share.kql')
    column: 'percent_failed'
    per: ''
    threshold: 50
    every: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'server-errors'
    title: 'The relay fails at its own work'
    severity: 1
    query: loadTextContent('../queries/server_errors.kql')
    column: 'errors'
    per: 'what'
    threshold: 0
    every: 'PT5M'
    window: 'PT10M'
  }
  {
    name: 'http-5xx'
    title: 'Callers get 5xx'
    severity: 1
    query: loadTextContent('../queries/http_5xx.kql')
    column: 'answers'
    per: ''
    threshold: 0
    every: 'PT5M'
    window: 'PT10M'
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in logAlerts: {
    name: '${prefix}-${alert.name}'
    location: location
    tags: tags
    properties: {
      displayName: '${prefix}: ${alert.title}'
      description: '${alert.title}. Runbook: docs/operate.md, ${alert.name}.'
      severity: alert.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: alert.every
      windowSize: alert.window
      autoMitigate: true
      // A new component has no logs yet, and would refuse the query.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: alert.column
            timeAggregation: 'Maximum'
            operator: 'GreaterThan'
            threshold: alert.threshold
            dimensions: empty(alert.per) ? [] : [{ name: alert.per, operator: 'Include', values: ['*'] }]
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: actionGroups }
    }
  }
]

resource throttling 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${prefix}-storage-throttling'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage turns requests away. Runbook: docs/operate.md, storage-throttling.'
    severity: 2
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    // Longer than the time between evaluations, so that what is measured late is seen.
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'ServerBusyError'
                'ClientThrottlingError'
                'ClientAccountRequestThrottlingError'
                'ClientAccountBandwidthThrottlingError'
              ]
            }
          ]
        }
      ]
    }
    actions: [for id in actionGroups: { actionGroupId: id }]
  }
}

// What logs cannot tell: that nobody outside reaches the app, for instance because it does not start.
resource availability 'Microsoft.Insights/webtests@2022-06-15' = if (testsAvailability) {
  name: '${prefix}-health'
  location: location
  // By this tag the portal lists the test under the component.
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${prefix}-health'
    Name: '${prefix}-health'
    Description: 'Asks /api/health, as a load balancer would.'
    Enabled: true
    Kind: 'standard'
    // Each request is charged for.
    Frequency: 900
    // Longer than an instance takes to start.
    Timeout: 60
    RetryEnabled: true
    // Each cloud has places of its own to ask from. Their names are written out here, since a snapshot
    // shows only what is evaluated without a cloud.
    Locations: [
      {
        Id: environment().name == 'AzureUSGovernment'
          ? 'usgov-va-azr'
          : environment().name == 'AzureChinaCloud' ? 'mc-cne2-azr' : 'emea-nl-ams-azr'
      }
      {
        Id: environment().name == 'AzureUSGovernment'
          ? 'usgov-phx-azr'
          : environment().name == 'AzureChinaCloud' ? 'mc-cnn2-azr' : 'us-va-ash-azr'
      }
      {
        Id: environment().name == 'AzureUSGovernment'
          ? 'usgov-tx-azr'
          : environment().name == 'AzureChinaCloud' ? 'mc-cnn-azr' : 'apac-sg-sin-azr'
      }
    ]
    Request: {
      RequestUrl: '${appUrl}/api/health'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2026-01-01' = if (testsAvailability) {
  name: '${prefix}-unreachable'
  location: 'global'
  tags: tags
  properties: {
    description: 'The relay cannot be reached from outside. Runbook: docs/operate.md, unreachable.'
    severity: 1
    enabled: true
    scopes: [availability.id, insightsId]
    evaluationFrequency: 'PT5M'
    // As long as the test's period, so that each place has asked once.
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availability.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [for id in actionGroups: { actionGroupId: id }]
  }
}
