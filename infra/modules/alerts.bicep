// The alerts. docs/operate.md says for each what it means and what to do.

@description('Goes before the name of every alert.')
param prefix string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Component whose logs are queried.')
param insightsId string

@description('Account that is watched for throttling.')
param storageId string

@description('Address that alerts are mailed to; empty for none.')
param email string

@description('An action group that exists already; empty for none.')
param actionGroupId string

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
// often. `per` names the column that gets an alert for each of its values.
var logAlerts = [
  {
    name: 'no-tick'
    title: 'No tick for 2 minutes'
    severity: 1
    query: loadTextContent('../queries/no_tick.kql')
    column: 'seconds_since_tick'
    per: ''
    threshold: 120
    every: 'PT1M'
    window: 'PT10M'
    // Log lines take a minute or two to arrive, so one minute without them is normal.
    times: 3
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
    window: 'PT5M'
    times: 1
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
    window: 'PT5M'
    times: 1
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
    window: 'PT5M'
    times: 1
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
    times: 1
  }
  {
    name: 'server-errors'
    title: 'The relay answers with 5xx'
    severity: 1
    query: loadTextContent('../queries/server_errors.kql')
    column: 'errors'
    per: 'what'
    threshold: 0
    every: 'PT5M'
    window: 'PT5M'
    times: 1
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
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
              numberOfEvaluationPeriods: alert.times
              minFailingPeriodsToAlert: alert.times
            }
          }
        ]
      }
      actions: { actionGroups: actionGroups }
    }
  }
]

resource throttling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-storage-throttling'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage turns requests away. Runbook: docs/operate.md, storage-throttling.'
    severity: 2
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
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
