// Where logs and telemetry go: Application Insights on a Log Analytics workspace, identities only.

import { resourceTags } from '../types.bicep'

@description('Name of the workspace, where it is made here.')
param workspaceName string

@description('Resource id of an existing workspace; empty makes one.')
param existingWorkspaceId string

@description('Name of the Application Insights component.')
param insightsName string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('How long logs are kept, in days.')
param retentionDays int

@description('Most data per day in GB, -1 for no limit.')
param dailyCapGB int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = if (empty(existingWorkspaceId)) {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
    workspaceCapping: { dailyQuotaGb: dailyCapGB }
  }
}

var usedWorkspaceId = empty(existingWorkspaceId) ? workspace.id : existingWorkspaceId

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: usedWorkspaceId
    IngestionMode: 'LogAnalytics'
    // The key in the connection string only identifies the component: senders need a role.
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace.')
output workspaceId string = usedWorkspaceId

@description('Where telemetry is sent; not a secret, since local authentication is off.')
output insightsConnectionString string = insights.properties.ConnectionString
