// In a resource group, network, DNS zones and workspace that the company's platform team has made.
using '../resource-group.bicep'

param environmentName = 'relay-prod'
param location = 'westeurope'
param secretsKey = readEnvironmentVariable('SECRETS_KEY', '')
param privateNetwork = true
param network = {
  appSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke-7/subnets/functions'
  endpointSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke-7/subnets/endpoints'
  dnsZoneIds: {
    blob: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
    queue: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.queue.core.windows.net'
    table: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.table.core.windows.net'
    vault: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net'
    sites: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.azurewebsites.net'
  }
  privateApp: true
}
param monitoring = {
  workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.OperationalInsights/workspaces/central'
}
