// The workbook in the portal.

import { resourceTags } from '../types.bicep'

@description('Title of the workbook.')
param displayName string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Component whose logs are shown; the workbook is listed there.')
param insightsId string

@description('Workspace that knows how much log data is charged for.')
param workspaceId string

@description('Account whose requests are counted.')
param storageId string

@description('App whose executions are counted.')
param appId string

var template = loadTextContent('../workbook.json')
var withInsights = replace(template, '<insights>', insightsId)
var withWorkspace = replace(withInsights, '<workspace>', workspaceId)
var withStorage = replace(withWorkspace, '<storage>', storageId)
var content = replace(withStorage, '<app>', appId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'relay')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: insightsId
    serializedData: content
    version: '1.0'
  }
}
