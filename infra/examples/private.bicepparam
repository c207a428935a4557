// Private endpoints in a new virtual network, one fixed address for deliveries, and callers from one
// range of addresses.
using '../main.bicep'

param environmentName = 'relay-prod'
param location = 'westeurope'
param secretsKey = readEnvironmentVariable('SECRETS_KEY', '')
param privateNetwork = true
param fixedEgressAddress = true
param network = { allowedInboundRanges: ['203.0.113.0/24'] }
