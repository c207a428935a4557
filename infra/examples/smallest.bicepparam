// What must be given, and nothing else.
using '../main.bicep'

param environmentName = 'relay-prod'
param location = 'westeurope'
param secretsKey = readEnvironmentVariable('SECRETS_KEY', '')
